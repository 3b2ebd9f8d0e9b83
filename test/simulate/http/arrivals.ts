import { chance, digits, letters, pick, type Random } from '../random.ts';

/** How a person comes to a page: the query without "?", and the referrer that the network sends. */
export type Arrival = { readonly query: string; readonly referrer: string };

const KEYWORDS = [
  'dispatch+software',
  'field%20service%20software',
  'W%C3%A4rmepumpe%20Einsatzplanung',
  'aufzug+wartung+software',
  '%2Bcrew+%2Bscheduling',
] as const;

/** An arrival as ad networks, newsletters and people without a campaign bring it. */
export function anArrival(random: Random): Arrival {
  return pick(random, [
    google,
    google,
    google,
    meta,
    meta,
    bing,
    linkedin,
    tiktok,
    newsletter,
    direct,
  ])(random);
}

function google(random: Random): Arrival {
  const campaign = digits(random, 11);
  const utm = `utm_source=google&utm_medium=cpc&utm_campaign=${campaign}&utm_term=${pick(random, KEYWORDS)}&utm_content=${digits(random, 12)}`;
  // Apple's app tracking rules: clicks out of iOS apps bring gbraid or wbraid instead of gclid.
  const click = chance(random, 0.12)
    ? `${pick(random, ['gbraid', 'wbraid'])}=0AAAAA${letters(random, 36)}`
    : `gclid=Cj0KCQ${letters(random, 84)}`;
  const rest = `gad_source=1&gad_campaignid=${campaign}`;
  return { query: `${utm}&${rest}&${click}`, referrer: 'https://www.google.com/' };
}

function meta(random: Random): Arrival {
  const placement = pick(random, [
    'Facebook_Mobile_Feed',
    'Instagram_Stories',
    'Facebook_Right_Column',
  ]);
  return {
    query: `utm_source=facebook&utm_medium=paid_social&utm_campaign=crews%20%7C%20DE%20%7C%20${digits(random, 4)}&utm_content=${digits(random, 17)}&placement=${placement}&fbclid=IwZXh0bgNhZW0${letters(random, 62)}`,
    referrer: pick(random, [
      'https://l.facebook.com/',
      'http://m.facebook.com/',
      'https://l.instagram.com/',
    ]),
  };
}

function bing(random: Random): Arrival {
  return {
    query: `utm_source=bing&utm_medium=cpc&utm_campaign=${digits(random, 9)}&utm_term=${pick(random, KEYWORDS)}&msclkid=${digits(random, 8)}${letters(random, 24).toLowerCase()}`,
    referrer: 'https://www.bing.com/',
  };
}

function linkedin(random: Random): Arrival {
  return {
    query: `utm_source=linkedin&utm_medium=paid&utm_campaign=ops-leaders-q4&li_fat_id=${digits(random, 8)}-4f1c-4b7e-9a2d-${digits(random, 12)}`,
    referrer: 'https://www.linkedin.com/',
  };
}

function tiktok(random: Random): Arrival {
  return {
    query: `utm_source=tiktok&utm_medium=paid_social&utm_campaign=${digits(random, 16)}&ttclid=E.C.P.${letters(random, 60)}`,
    referrer: chance(random, 0.5) ? 'https://www.tiktok.com/' : '',
  };
}

function newsletter(random: Random): Arrival {
  return {
    query: `utm_source=newsletter&utm_medium=email&utm_campaign=2026-11&utm_content=${pick(random, ['top', 'bottom'])}`,
    referrer: '',
  };
}

function direct(random: Random): Arrival {
  const referrers = ['', 'https://www.google.com/', 'https://duckduckgo.com/'] as const;
  return { query: '', referrer: pick(random, referrers) };
}
