/** Where the picture of the first screen stands; the preload in the head must say the same. */
export const HERO_PICTURE = {
  sizes: '(min-width: 75rem) 33rem, (min-width: 58rem) 45vw, 92vw',
  widest: 640,
} as const;
