/** What a person may do in the report: viewers read, editors also act. */
export const ROLES = ['viewer', 'editor'] as const;
export type Role = (typeof ROLES)[number];

/** Whether a role covers what an action asks for. */
export function allows(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** Whether a text names a role. */
export function isRole(text: string | undefined): text is Role {
  return ROLES.some((role) => role === text);
}
