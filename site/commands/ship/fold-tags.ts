import { idOf } from '#site/build/mdx/drawn-experiments.ts';
import { isTag, templateOf } from '#site/build/mdx/drawn-in-components.ts';
import { type Element, elementsOf } from '#site/build/mdx/elements.ts';

/**
 * A file with the tags of one experiment taken away and what stands in the winner's left; everything
 * else byte for byte as it was. The same text where nothing of it is the experiment's.
 */
export function foldTags(text: string, experimentId: string, winnerId: string): string {
  const read = elementsOf(text, templateOf(text), isTag);
  if (!read.ok) return text;
  const found = everyElement(read.elements).filter(
    (element) => element.name === 'Experiment' && idOf(element) === experimentId,
  );
  // From the end, so that the places before stay where they are.
  return found
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, element) => withWinner(result, element, winnerId), text);
}

function withWinner(text: string, element: Element, winnerId: string): string {
  const winner = element.children.find(
    (child) => child.name === 'Variant' && idOf(child) === winnerId,
  );
  const inner = winner === undefined ? '' : text.slice(...winner.inner);
  const lineStart = text.lastIndexOf('\n', element.start - 1) + 1;
  const lineEnd = text.indexOf('\n', element.end);
  const alone =
    text.slice(lineStart, element.start).trim() === '' &&
    text.slice(element.end, lineEnd < 0 ? text.length : lineEnd).trim() === '';
  if (!alone || !inner.includes('\n')) {
    return text.slice(0, element.start) + inner.trim() + text.slice(element.end);
  }
  const column = element.start - lineStart;
  const lines = inner.replace(/^(?:[ \t]*\n)+|\s+$/g, '').split('\n');
  const least = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)),
  );
  const moved = lines.map((line) =>
    line.trim() === '' ? '' : ' '.repeat(column) + line.slice(least),
  );
  return text.slice(0, lineStart) + moved.join('\n') + text.slice(element.end);
}

function everyElement(elements: readonly Element[]): readonly Element[] {
  return elements.flatMap((element) => [element, ...everyElement(element.children)]);
}
