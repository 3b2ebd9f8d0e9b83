import type { BoardDay } from './board-day.ts';

/** The same day on a board in German. */
export const germanDay: BoardDay = {
  day: 'Dienstag',
  jobs: '58 Aufträge, 24 Leute',
  open: '2 noch offen',
  crews: [
    [
      'Trupp 04',
      'Heizung',
      [
        [7.25, 9.1, 'heat', 'Kesselwartung', 'Lindenweg 8'],
        [9.4, 11.5, 'heat', 'Brennertausch', 'Am Anger 2'],
        [12.2, 14.1, 'heat', 'Wärmepumpe', 'Torstieg 31'],
        [14.4, 16, 'heat', 'Wartung', 'Kai 7'],
      ],
    ],
    [
      'Trupp 07',
      'Aufzüge',
      [
        [7.25, 9, 'lift', 'Prüfung', 'Markt 1, Aufzug 2'],
        [9.97, 11.3, 'urgent', 'Aufzug steht', 'dort um 9:58'],
        [11.7, 13.6, 'lift', 'Türantrieb', 'Hochhaus B'],
        [14, 15.7, 'lift', 'Prüfung', 'Messe 3'],
      ],
    ],
    [
      'Trupp 11',
      'Solar',
      [
        [7.5, 11.1, 'sun', 'Wechselrichter tauschen', 'Hof Maren'],
        [11.8, 15.6, 'sun', 'Strangmessung, Reinigung', 'Gut Ahlen'],
      ],
    ],
    [
      'Trupp 15',
      'Aufzüge',
      [
        [7.25, 9.3, 'lift', 'Seilprüfung', 'Klinik Süd'],
        [9.6, 11.3, 'gone', 'Prüfung', 'auf Donnerstag'],
        [11.7, 13.4, 'lift', 'Kabinenlicht', 'Parkhaus'],
        [13.8, 16, 'lift', 'Prüfung', 'Turm 4'],
      ],
    ],
    [
      'Trupp 18',
      'Heizung',
      [
        [7.6, 10.2, 'heat', 'Schule ohne Heizung', 'Uhlandstr. 5'],
        [10.6, 12.3, 'heat', 'Wartung', 'Weg 9'],
        [12.8, 15.2, 'heat', 'Heizkörper', 'Alte Post'],
      ],
    ],
  ],
};
