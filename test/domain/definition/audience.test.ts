import { describe, test } from 'vitest';
import { overview } from '#experiments/definition/catalog/overview.ts';
import { audienceSchema } from '#experiments/definition/experiment/audience.ts';
import { audienceWords } from '#experiments/definition/experiment/audience-words.ts';
import { overviewText } from '#site/build/overview-text.ts';
import {
  compileProject,
  EXPERIMENT,
  EXPERIMENT_FILE,
  experimentComplaints,
  replaced,
} from './project.ts';

const AT = 'experiments/catalog/headline.yaml:13  ';

describe('an audience', () => {
  test.for([
    ['{ device: [phone] }', 'audience.device[0]: is "phone". Allowed: mobile, tablet or desktop.'],
    [
      '{ devices: [mobile] }',
      'audience.devices: is not a key here. Allowed: device, country, language, campaign, clickId, returning, days, hours or timeZone. Did you mean "device"?',
    ],
    [
      '{ country: [de] }',
      'audience.country[0]: "de" is no country. Allowed: ISO 3166-1 codes of two letters, for example DE. Did you mean "DE"?',
    ],
    ['{ country: [UK] }', 'Did you mean "GB"?'],
    ['{ country: [Germny] }', 'Did you mean "DE"?'],
    [
      '{ country: [QQ] }',
      '"QQ" is no country. Allowed: ISO 3166-1 codes of two letters, for example DE.',
    ],
    [
      '{ language: [german] }',
      '"german" is no language. Allowed: tags as browsers send them, for example de or en-GB. Did you mean "de"?',
    ],
    ['{ language: [en_GB] }', 'Did you mean "en-GB"?'],
    [
      '{ campaign: { utm_source: google } }',
      'audience.campaign.utm_source: is "google". Allowed: a list.',
    ],
    [
      '{ campaign: { utm_sorce: [google] } }',
      'warning: audience.campaign.utm_sorce: is no usual parameter: whoever comes without it stays out. Did you mean "utm_source"?',
    ],
    ['{ clickId: yes }', 'audience.clickId: is "yes". Allowed: true or false.'],
    [
      '{ days: [Mon] }',
      'audience.days[0]: is "Mon". Allowed: mon, tue, wed, thu, fri, sat or sun. Did you mean "mon"?',
    ],
    [
      "{ hours: { from: '8:00', until: '18:00' } }",
      'audience.hours.from: is "8:00". Allowed: a time of day in hours and minutes, from 00:00 to 23:59, for example 08:00.',
    ],
    [
      "{ hours: { from: '08:00', until: '08:00' } }",
      'audience.hours: begin and end at the same time.',
    ],
    [
      "{ hours: { from: '08:00', untill: '18:00' } }",
      'audience.hours.untill: is not a key here. Allowed: from or until. Did you mean "until"?',
    ],
    [
      '{ days: [mon], timeZone: Europe/Berln }',
      'audience.timeZone: "Europe/Berln" is no time zone. Allowed: an IANA name, for example Europe/Berlin. Did you mean "Europe/Berlin"?',
    ],
    ['{ timeZone: Europe/Berlin }', 'audience.timeZone: says nothing without days or hours.'],
  ])('refuses %s with words that help', ([written, sentence], { expect }) => {
    const found = experimentComplaints('seed:', `audience: ${written}\nseed:`);
    expect(found.join('\n')).toContain(sentence);
    expect(found.join('\n')).toContain(AT.slice(0, -4));
  });

  test('is said in words, in full', ({ expect }) => {
    const audience = audienceSchema.parse({
      device: ['mobile', 'tablet'],
      country: ['DE'],
      language: ['de', 'en-GB'],
      campaign: { utm_source: ['google'], utm_campaign: ['search-de-*', 'brand'] },
      clickId: true,
      returning: false,
      days: ['mon', 'tue'],
      hours: { from: '08:00', until: '18:00' },
      timeZone: 'Europe/Berlin',
    });
    expect(audienceWords(audience)).toBe(
      'on the first visit, on mobile or tablet, from DE, with language de or en-GB, with utm_source google, with utm_campaign search-de-* or brand, with a click id, on mon or tue from 08:00 until 18:00 (Europe/Berlin)',
    );
    expect(audienceWords({})).toBe('');
    expect(audienceWords({ clickId: false, returning: true })).toBe(
      'returning, without a click id',
    );
  });

  test('is printed by the check and takes the zone of the site', ({ expect }) => {
    const lines = "audience: { hours: { from: '22:00', until: '06:00' } }\nseed:";
    const compiled = compileProject({ [EXPERIMENT_FILE]: replaced(EXPERIMENT, 'seed:', lines) });
    expect(compiled.ok && compiled.catalog.experiments[0]?.audience).toEqual({
      timeZone: 'Europe/Berlin',
      hours: { from: '22:00', until: '06:00' },
    });
    expect(compiled.ok && overviewText(overview(compiled))).toContain(
      'of its audience: from 22:00 until 06:00 (Europe/Berlin)',
    );
  });
});
