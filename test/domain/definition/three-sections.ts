import { LANDING, replaced } from './project.ts';

const VOICE = `  - type: testimonial
    id: voice
    quote: Vans are gone by quarter past seven.
    author: Henrik Ostrow
    role: Head of service
  - type: form
`;
/** The landing of the tests with a third section, which the header leads to. */
export const THREE = `${replaced(LANDING, '  - type: form\n', VOICE)}nav:
  links:
    - { label: A voice, href: '#voice' }
    - { label: Book, href: '#demo-form' }
`;
