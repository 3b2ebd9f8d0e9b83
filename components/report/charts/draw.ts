import type { PlotOptions } from '@observablehq/plot';
import type { Plot } from './plot-parts.ts';

/** What a chart is made of, at one width in CSS pixels. */
export type ChartAt = (plot: Plot, width: number) => PlotOptions;

/** Two drawings of one chart: text in a picture that is shrunk to a phone could not be read. */
export type Drawing = { readonly narrow: string; readonly wide: string };

const NARROW = 340;
const WIDE = 900;

/**
 * A chart as SVG, with neither styles nor scripts, for a page whose policy allows files only. Its
 * library is loaded with the first chart of an isolate. `label` names the picture for those who do
 * not see it; the sentence and the table beside it say the rest.
 */
export async function draw(label: string, chart: ChartAt): Promise<Drawing> {
  const [{ plotParts }, { parseHTML }] = await Promise.all([
    import('./plot-parts.ts'),
    import('linkedom/worker'),
  ]);
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const at = (width: number): string => {
    const svg = plotParts.plot({ ...chart(plotParts, width), width, document, className: 'plot' });
    // Parts of a picture have no names of their own.
    for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', label);
    svg.removeAttribute('font-family');
    // Plot names its groups, which are no elements of their own inside a picture.
    for (const group of svg.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
    return withoutStyles(svg.outerHTML);
  };
  return { narrow: at(NARROW), wide: at(WIDE) };
}

/** What Plot writes into every picture stands in the stylesheet. */
function withoutStyles(svg: string): string {
  return svg.replace(/<style>[^<]*<\/style>/g, '').replace(/ style="[^"]*"/g, '');
}
