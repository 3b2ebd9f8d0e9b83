import { besideContent, type ImageFiles } from '#components/ui/image-files.ts';

const FOLDER = '../landing/';
const found = import.meta.glob<ImageFiles[string]>('../landing/**/*.{jpg,jpeg,png,webp,avif}', {
  eager: true,
  import: 'default',
});

/** Pictures that a landing's file may name, as it names them: "./crew.jpg", "../crew.jpg". */
export function picturesFor(landingId: string): ImageFiles {
  const steps = landingId.split('/').slice(0, -1);
  return besideContent(found, `${FOLDER}${steps.map((step) => `${step}/`).join('')}`);
}
