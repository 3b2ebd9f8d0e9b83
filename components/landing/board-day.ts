import { germanDay } from './board-day-de.ts';

type Kind = 'heat' | 'lift' | 'sun' | 'urgent' | 'gone';
/** Hours of the day as decimals: 9.5 is half past nine. */
type Job = readonly [from: number, to: number, kind: Kind, title: string, note: string];

type Crew = readonly [name: string, trade: string, jobs: readonly Job[]];

/** The day that a schedule board shows: its head, and each crew with its trade and jobs. */
export type BoardDay = {
  readonly day: string;
  readonly jobs: string;
  readonly open: string;
  readonly crews: readonly Crew[];
};

/** The board in the language of a page, in English where there is no other. */
export function boardDay(lang: string): BoardDay {
  return lang.split('-')[0] === 'de' ? germanDay : englishDay;
}

const crews: readonly Crew[] = [
  [
    'Crew 04',
    'Heating',
    [
      [7.25, 9.1, 'heat', 'Boiler service', 'Lindenweg 8'],
      [9.4, 11.5, 'heat', 'Burner swap', 'Am Anger 2'],
      [12.2, 14.1, 'heat', 'Heat pump', 'Torstieg 31'],
      [14.4, 16, 'heat', 'Service', 'Kai 7'],
    ],
  ],
  [
    'Crew 07',
    'Lifts',
    [
      [7.25, 9, 'lift', 'Inspection', 'Markt 1, lift 2'],
      [9.97, 11.3, 'urgent', 'Lift stopped', 'there at 9:58'],
      [11.7, 13.6, 'lift', 'Door drive', 'Hochhaus B'],
      [14, 15.7, 'lift', 'Inspection', 'Messe 3'],
    ],
  ],
  [
    'Crew 11',
    'Solar',
    [
      [7.5, 11.1, 'sun', 'Inverter swap', 'Hof Maren'],
      [11.8, 15.6, 'sun', 'String test, cleaning', 'Gut Ahlen'],
    ],
  ],
  [
    'Crew 15',
    'Lifts',
    [
      [7.25, 9.3, 'lift', 'Rope check', 'Klinik Süd'],
      [9.6, 11.3, 'gone', 'Inspection', 'to Thursday'],
      [11.7, 13.4, 'lift', 'Cabin light', 'Parkhaus'],
      [13.8, 16, 'lift', 'Inspection', 'Turm 4'],
    ],
  ],
  [
    'Crew 18',
    'Heating',
    [
      [7.6, 10.2, 'heat', 'No heat, school', 'Uhlandstr. 5'],
      [10.6, 12.3, 'heat', 'Service', 'Weg 9'],
      [12.8, 15.2, 'heat', 'Radiators', 'Alte Post'],
    ],
  ],
];

const englishDay: BoardDay = {
  day: 'Tuesday',
  jobs: '58 jobs, 24 people',
  open: '2 left open',
  crews,
};
