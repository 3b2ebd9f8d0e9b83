import type { UploadConversion } from './conversion.ts';
import { error, type Fault, warning } from './finding.ts';
import { conversionRule } from './linkedin.ts';

/** What LinkedIn asks of an event. */
export function linkedInFaults(conversion: UploadConversion): readonly Fault[] {
  const { event, digests, clicks, plain } = conversion;
  const { firstName, lastName } = plain ?? {};
  const named = firstName && lastName;
  return [
    ...(/^urn:lla:llaPartnerConversion:\d+$/.test(conversionRule(event))
      ? []
      : [
          error(
            'event-name',
            `"${event}" is no conversion rule of LinkedIn`,
            'Give the number of the rule in Campaign Manager, for example 104012',
          ),
        ]),
    ...(digests.email || clicks['li_fat_id'] || named
      ? []
      : [
          error(
            'no-identifier',
            'has neither li_fat_id, a digest of the e-mail address nor both names',
            'Switch enhanced conversion tracking on, so that li_fat_id arrives with the click',
          ),
        ]),
    ...(!firstName === !lastName
      ? []
      : [
          warning(
            'half-a-name',
            'has one of the two names, and LinkedIn wants both or none',
            'Ask for both in the form, or for neither; the one is left out',
          ),
        ]),
  ];
}
