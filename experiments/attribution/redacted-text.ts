import { isPersonParameter, REDACTED } from './person-parameters.ts';

/** Any text, such as a request that was refused, without the values of click ids in it. */
export function redactedText(text: string): string {
  return text.replace(/([\w-]+)=([^&#"\\\s]+)/g, (whole, name: string) =>
    isPersonParameter(name) ? `${name}=${REDACTED}` : whole,
  );
}
