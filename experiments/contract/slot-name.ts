/** What the build writes into each token slot and the edge replaces: the name, then tildes to the width. */
export const SLOT_NAME = 'tlslot';

/** Longest click ids that travel with a view, in characters: two of the longest that are seen. */
export const CLICK_ROOM = 480;
