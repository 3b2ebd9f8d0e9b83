import * as z from 'zod';

/** Part of a picture that stays visible where it is cropped: a side, or a point as "30% 20%". */
export const focusSchema = z.union([
  z.enum(['center', 'top', 'bottom', 'left', 'right']),
  z
    .string()
    .regex(/^(?:100|\d{1,2})% (?:100|\d{1,2})%$/, 'a point from the left and top: "30% 20%"'),
]);

/** What to write for people who do not see the picture; a file name tells them nothing. */
const IN_WORDS = {
  message: 'what the picture shows, in words for people who do not see it',
  params: { allowed: true },
};

/** A picture beside the landing's YAML file; sizes and formats are made at build. */
export const imageSchema = z.strictObject({
  /** The file, from the YAML file: "./crew.jpg". At least as wide as it is shown. */
  src: z
    .string()
    .max(120)
    .regex(
      /^(?:\.\/|(?:\.\.\/)+)(?:[A-Za-z0-9][\w-]*\/)*[A-Za-z0-9][\w.-]*\.(?:jpe?g|png|webp|avif)$/,
      'a file beside the YAML or in a folder there: ./crew.jpg (jpg, png, webp or avif)',
    ),
  /** What it shows, for people who do not see it. */
  alt: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .refine((text) => !/^\S+\.(?:jpe?g|png|webp|avif|gif|svg)$/i.test(text), IN_WORDS),
  /** What must stay in view when the picture is cropped: `left`, or a point as "30% 20%". */
  focus: focusSchema.default('center'),
});
export type Image = z.infer<typeof imageSchema>;
