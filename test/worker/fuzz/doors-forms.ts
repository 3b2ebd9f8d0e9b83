import * as fc from 'fast-check';
import { ORIGIN } from '../visit.ts';
import { change, changed } from './changed.ts';
import { door } from './door.ts';
import { ask, has, openPage } from './fuzz-world.ts';
import { headerText, mostly } from './hostile.ts';
import { tear, torn } from './torn.ts';

/** A field as it may be sent. */
export const field = fc.tuple(
  mostly('email', 'company', 'size', 'note', 'tl_website', 'tl_combination', 'ad_user_data'),
  mostly('ada@example.com', '11–50', 'Ada', 'headline.bold'),
);
const BOUNDARY = 'x-fuzz';
const charset = fc.constantFrom(
  '',
  '; charset=utf-16',
  '; charset=nonsense',
  '; charset=iso-8859-1',
);

function multipart(fields: readonly (readonly [string, string])[], fileAt: number): string {
  const parts = fields.map(([name, value], index) => {
    const file = index === fileAt ? '; filename="a.csv"\r\nContent-Type: text/csv' : '';
    return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name.replaceAll('"', '%22')}"${file}\r\n\r\n${value}\r\n`;
  });
  return `${parts.join('')}--${BOUNDARY}--\r\n`;
}

export const forms = door({
  name: 'forms, urlencoded and multipart',
  share: 10,
  atLeastTaken: 0.1,
  inputs: fc.record({
    view: change,
    form: fc.constantFrom('signup', 'signup', 'signup', 'quick', 'nobody'),
    sound: fc.boolean(),
    fields: fc.array(field, { maxLength: 6 }),
    parts: fc.boolean(),
    charset,
    fileAt: fc.integer({ min: -3, max: 5 }),
    torn,
    referrer: mostly(`${ORIGIN}/demo/?utm_source=x`, `${ORIGIN}/spring/?q=<tl-x>`),
  }),
  open: async () => async (input) => {
    const page = await openPage(input.form === 'quick' ? '/handoff/' : '/demo/');
    const token = changed(page.token, input.view);
    const filled = [
      ['email', 'ada@example.com'],
      ['company', 'Ada'],
      ['size', '11–50'],
    ] as const;
    const fields = [
      ['tl_view', token.text] as const,
      ...(input.sound ? filled : []),
      ...input.fields,
    ];
    const kind = input.parts
      ? `multipart/form-data; boundary=${BOUNDARY}${input.charset}`
      : `application/x-www-form-urlencoded${input.charset}`;
    const encoded = fields.map(([name, value]) =>
      new URLSearchParams({ [name]: value }).toString(),
    );
    const body = tear(
      input.parts ? multipart(fields, input.fileAt) : encoded.join('&'),
      input.torn,
    );
    const headers = {
      'Content-Type': kind,
      Cookie: page.cookie,
      Origin: ORIGIN,
      Referer: headerText(input.referrer),
    };
    const response = await ask(`/_tl/forms/${input.form}`, { method: 'POST', body, headers });
    // A lead of a view has the view's own id; one without a view that is ours is nobody's.
    const taken = await has(
      'SELECT 1 FROM leads WHERE lead_id = ?1 AND unit_id IS NOT NULL',
      page.view.n,
    );
    return { response, forged: token.forged, taken };
  },
});
