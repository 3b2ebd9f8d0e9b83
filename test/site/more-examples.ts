import type { Section } from '#experiments/definition/sections/section.ts';

const action = { label: 'Begin', href: '/x/', name: 'cta' };
const picture = (src: string) => ({ src, alt: `What ${src} shows` });

/** Examples of the sections that a page brings its own style for. */
export const moreWritten: { readonly [Type in Section['type']]?: object } = {
  badges: {
    type: 'badges',
    id: 'badges',
    title: 'Checked',
    items: [
      {
        icon: 'shield',
        title: 'ISO 27001',
        text: 'Since 2023',
        proof: { label: 'Certificate', href: 'https://register.example/1', name: 'cta' },
      },
      { icon: 'wrench', title: 'Guild member', text: 'Since 2019' },
    ],
  },
  call: {
    type: 'call',
    id: 'call',
    title: 'Ask a dispatcher',
    text: 'People who did it',
    phone: { label: '+49 30 5550 1420', href: 'tel:+493055501420', name: 'call' },
    hours: '8 to 17, Berlin time',
  },
  comparison: {
    type: 'comparison',
    id: 'comparison',
    title: 'Side by side',
    lead: 'What each way costs',
    columns: ['Halden', 'Whiteboard'],
    rows: [
      { label: 'Plan at six', values: [true, false] },
      { label: 'Minutes to replan', values: ['one', 'forty'] },
    ],
    source: 'Asked in March',
  },
  countdown: {
    type: 'countdown',
    id: 'countdown',
    title: 'Set-up is free',
    text: 'For every plan',
    until: '2026-12-18T18:00:00+01:00',
    after: 'From then on it costs €190',
    action,
  },
  dialog: {
    type: 'dialog',
    id: 'dialog',
    opens: { afterSeconds: 30, afterScrollPercent: 60 },
    title: 'Take the list along',
    text: 'One page',
    action,
  },
  download: {
    type: 'download',
    id: 'download',
    title: 'The list',
    text: 'Before you buy',
    points: ['24 questions'],
    file: { label: 'Save it', href: '/files/list.pdf', name: 'cta', facts: 'PDF, 2 pages' },
    image: picture('./checklist.png'),
  },
  gallery: {
    type: 'gallery',
    id: 'gallery',
    title: 'In the yard',
    lead: 'A morning',
    items: [
      { image: { ...picture('./yard.jpg'), focus: 'left' }, caption: 'At seven' },
      { image: picture('./crew.jpg') },
    ],
  },
  handoff: {
    type: 'handoff',
    id: 'handoff',
    title: 'Pick a time',
    text: 'Have ten jobs at hand',
    action: { label: 'Open the calendar', href: 'https://calendar.example/halden', name: 'cta' },
    note: 'Opens calendar.example',
  },
  sticky: { type: 'sticky', id: 'sticky', text: 'Thirty minutes', action, on: 'all' },
  video: {
    type: 'video',
    id: 'video',
    title: 'A day in a minute',
    lead: 'Without sound',
    film: { file: '/media/day.webm', poster: picture('./yard.jpg'), transcript: 'Bars grow' },
    elsewhere: { label: 'Watch at video.example', href: 'https://video.example/1', name: 'cta' },
  },
};
