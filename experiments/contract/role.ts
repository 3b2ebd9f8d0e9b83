import * as z from 'zod';
import { ROLES } from './role-order.ts';

/** A role as it crosses the wire. What it allows is in `role-order.ts`, which needs no schema. */
export const roleSchema = z.enum(ROLES);
