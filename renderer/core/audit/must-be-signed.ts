import { COMMANDS } from '../commands';

/**
 * Whether a deed that succeeded can only have been done with the keys at hand. What may run before a sign-in is complete or on a locked
 * screen is linked without a signature, and so are denials and failures: the chain still holds them, since the next signed
 * entry covers all before it.
 */
export function mustBeSigned(action: string): boolean {
  // Signing out ends a preview, too, when the keys are gone already.
  if (action === 'preview.end') return false;
  const def = COMMANDS.get(action);
  return def !== undefined && def.access !== 'public' && !def.whileLocked && !def.whileDue;
}
