import { pick, type Random } from '#test/simulate/random.ts';

const FIRST = ['Jana', 'Henrik', 'Aylin', 'Tom', 'Sabine', 'Piet', 'Mara', 'Deniz', 'Ole', 'Ines'];
const LAST = ['Öz', 'Brandt', 'Kowalski', 'de Boer', 'Lindner', 'Sørensen', 'Yıldız', 'Maurer'];
const FIRMS = [
  'waerme-ost',
  'ostholm-lifts',
  'solar-sued',
  'klima-becker',
  'nordring',
  'pumpe-plus',
];

/** What somebody types into a form: a person who never was, at a firm that never was. */
export function demoPerson(id: string, random: Random): Readonly<Record<string, string>> {
  const first = pick(random, FIRST as [string, ...string[]]);
  const last = pick(random, LAST as [string, ...string[]]);
  const firm = pick(random, FIRMS as [string, ...string[]]);
  return {
    name: `${first} ${last}`,
    email: `${first.toLowerCase()}.${id.slice(0, 6)}@${firm}.example`,
  };
}
