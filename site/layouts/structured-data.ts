import type { Film } from '#experiments/definition/sections/film.ts';
import type { PriceFrame, Pricing } from '#experiments/definition/sections/pricing.ts';
import type { Section } from '#experiments/definition/sections/section.ts';
import type { LandingHead } from './landing-head.ts';

/** A film on a page, with the complete address of its poster. */
export type ShownFilm = {
  readonly film: Film;
  readonly name: string;
  readonly description: string | undefined;
  readonly posterUrl: string;
};

/** Statements of a price from the one that is billed to the one that is only told. */
const BILLED: readonly PriceFrame[] = ['month', 'year', 'day'];
/** UN/CEFACT codes of the frames, https://schema.org/unitCode. */
const UNIT_CODES: Readonly<Record<PriceFrame, string>> = { month: 'MON', year: 'ANN', day: 'DAY' };

/**
 * What a page says of itself in schema.org's words, as the text of a script of type
 * application/ld+json: who stands behind it, its plans with prices that are numbers, and its films
 * with a date. Ratings, reviews and questions of one's own are nothing to tell a search engine.
 * Source: https://developers.google.com/search/docs/appearance/structured-data/sd-policies.
 */
export function structuredData(head: LandingHead, films: readonly ShownFilm[]): string {
  const { landing, origin, brand, url } = head;
  const organization = {
    '@type': 'Organization',
    '@id': `${origin}/#organization`,
    name: brand,
    url: `${origin}/`,
    logo: `${origin}/apple-touch-icon.png`,
  };
  const page = {
    '@type': 'WebPage',
    '@id': url,
    url,
    name: landing.title,
    description: landing.description,
    inLanguage: head.locale,
    isPartOf: {
      '@type': 'WebSite',
      '@id': `${origin}/#website`,
      name: brand,
      url: `${origin}/`,
      publisher: { '@id': organization['@id'] },
    },
  };
  const graph = [
    organization,
    page,
    ...landing.sections.filter(isPricing).flatMap((section) => products(section, head)),
    ...films.flatMap((shown) => videos(shown, head)),
  ];
  return scriptText({ '@context': 'https://schema.org', '@graph': graph });
}

/** JSON that stays text inside a script element: no "<" can end it or begin a comment. */
function scriptText(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function isPricing(section: Section): section is Pricing {
  return section.type === 'pricing';
}

function products({ plans }: Pricing, head: LandingHead): readonly object[] {
  return plans.flatMap((plan) => {
    const frame = BILLED.find((one) => typeof plan.prices[one]?.amount === 'number');
    const price = frame && plan.prices[frame];
    if (frame === undefined || typeof price?.amount !== 'number') return [];
    const amount = { price: price.amount, priceCurrency: price.currency ?? head.currency };
    return [
      {
        '@type': 'Product',
        name: `${head.brand} ${plan.name}`,
        description: plan.audience,
        brand: { '@id': `${head.origin}/#organization` },
        ...(head.drawn === undefined ? {} : { image: head.drawn.url }),
        offers: {
          '@type': 'Offer',
          ...amount,
          url: head.url,
          priceSpecification: {
            '@type': 'UnitPriceSpecification',
            ...amount,
            unitCode: UNIT_CODES[frame],
            unitText: price.unit,
          },
        },
      },
    ];
  });
}

function videos({ film, name, description, posterUrl }: ShownFilm, head: LandingHead) {
  if (film.published === undefined) return [];
  return [
    {
      '@type': 'VideoObject',
      name,
      description: description ?? name,
      uploadDate: film.published,
      thumbnailUrl: posterUrl,
      contentUrl: head.origin + film.file,
      ...(film.transcript === undefined ? {} : { transcript: film.transcript }),
    },
  ];
}
