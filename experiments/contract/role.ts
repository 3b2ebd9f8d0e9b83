import * as z from 'zod';

/** What a person may do in the report: viewers read, editors also act. */
export const roleSchema = z.enum(['viewer', 'editor']);
export type Role = z.infer<typeof roleSchema>;

/** Whether a role covers what an action asks for. */
export function allows(role: Role, needed: Role): boolean {
  return role === 'editor' || needed === 'viewer';
}
