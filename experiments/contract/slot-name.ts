/** What the build writes into each token slot and the edge replaces: the name, then tildes to the width. */
export const SLOT_NAME = 'tlslot';
