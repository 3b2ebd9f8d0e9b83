import * as z from 'zod';

/** An address that messages are posted to: https, or plain http on this machine for a trial. */
export const receiverSchema = z
  .url({ protocol: /^https?$/ })
  .regex(/^(?:https:|http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?\/)/, 'an https address');
