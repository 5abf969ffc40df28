import { z } from 'zod/mini';
import { ROLE_IDS } from '@shared/access/roles';

/** Inputs that several commands share. Lengths in UTF-16 units; the rules of a new password are checked apart. */
const trimmed = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max));

export const companyNameField = trimmed(100);
export const personNameField = trimmed(50);
/** Letters of any script, digits, dot, dash, underscore, at sign: something that can be typed again. */
export const loginNameField = z
  .string()
  .check(z.trim(), z.minLength(2), z.maxLength(32), z.regex(/^[\p{L}\p{N}._@-]+$/u));
/** As typed at sign-in: whatever it is, it is only compared. */
export const typedLoginField = z.string().check(z.minLength(1), z.maxLength(100));
/** Twice the limit of the rules, so that a too long password hears why. */
export const passwordField = z.string().check(z.minLength(1), z.maxLength(512));
/** Of a second factor, as typed: six digits or a recovery code, with whatever blanks. */
export const codeField = z.optional(z.string().check(z.maxLength(60)));
export const reasonField = trimmed(200);
/** As typed; `sealContact` says whether they can be. */
export const contactFields = { mobile: z.string().check(z.maxLength(40)), wechatId: z.string().check(z.maxLength(40)) };
export const idField = z.string().check(z.minLength(1), z.maxLength(64));
export const roleField = z.enum(ROLE_IDS);
/** Names a form or a list; never holds a value. */
export const storageKeyField = z.string().check(z.regex(/^[\w.:-]{1,80}$/));

/** A file's own name, without the way to it. */
export const fileNameSchema = z.string().check(z.maxLength(255));
