import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Permission } from '@shared/access/resources';
import type { CommandIo, SessionInfo, SetupStatus } from '@shared/contracts/core';
import type { AppError } from '@shared/kernel/result';
import { askCore, core, runCommand, startCore } from './workers';

/** What the whole window shows. Exactly one at a time. */
export type Screen =
  | 'starting'
  | 'failed'
  | 'busy'
  | 'moved'
  | 'recovery'
  | 'setup'
  | 'signIn'
  | 'mustChange'
  | 'mustEnrol'
  | 'locked'
  | 'desk';

/** Who is at the desk and what state the data is in, as the core says. Holds no secret and is never persisted. */
export const useSessionStore = defineStore('session', () => {
  const begun = shallowRef<'no' | 'yes' | 'moved'>('no');
  const startError = shallowRef<AppError | null>(null);
  const setup = shallowRef<SetupStatus | null>(null);
  const session = shallowRef<SessionInfo | null>(null);
  /** A screen that must be finished though the session has begun meanwhile: a recovery code is still to be noted. */
  const pinned = shallowRef<'setup' | 'signIn' | 'mustEnrol' | null>(null);
  let listening = false;

  const screen = computed<Screen>(() => {
    if (begun.value === 'moved') return 'moved';
    if (startError.value) return startError.value.code === 'storage.busy_elsewhere' ? 'busy' : 'failed';
    if (begun.value === 'no' || !setup.value) return 'starting';
    if (setup.value.state === 'recovery') return 'recovery';
    if (pinned.value) return pinned.value;
    if (setup.value.state === 'virgin') return 'setup';
    if (!session.value) return 'signIn';
    if (session.value.locked) return 'locked';
    if (session.value.mustChangePassword) return 'mustChange';
    return session.value.secondFactor === 'due' ? 'mustEnrol' : 'desk';
  });

  async function start(steal = false, ignoreSpace = false): Promise<void> {
    startError.value = null;
    listen();
    const started = await startCore(steal, ignoreSpace);
    if (!started.ok) {
      startError.value = started.error;
      return;
    }
    begun.value = 'yes';
    await refresh();
  }

  function listen(): void {
    if (listening) return;
    listening = true;
    core().onChange(({ tables }) => {
      if (tables.includes('moved')) begun.value = 'moved';
      else if (tables.includes('closed')) startError.value = { code: 'storage.closed' };
      else if (['session', 'admins', 'meta'].some((table) => tables.includes(table))) void refresh();
    });
  }

  async function refresh(): Promise<void> {
    const [status, current] = await Promise.all([askCore('setup.status', {}), askCore('session.current', {})]);
    if (status.ok) setup.value = status.value;
    else startError.value = status.error;
    if (current.ok) session.value = current.value;
  }

  async function lock(reason: CommandIo['session.lock']['input']['reason']): Promise<void> {
    if (screen.value !== 'desk' || !session.value) return;
    // At once: what is on the screen must not wait for the worker.
    session.value = { ...session.value, locked: true };
    await runCommand('session.lock', { reason });
    await refresh();
  }

  async function signOut(): Promise<void> {
    await runCommand('session.signOut', {});
    await refresh();
  }

  /** Only from the recovery screen, after it was confirmed there. */
  async function startOver(): Promise<void> {
    const started = await core().startOver();
    if (started.ok) await refresh();
    else startError.value = started.error;
  }

  function may(permission: Permission): boolean {
    return session.value?.permissions.includes(permission) ?? false;
  }

  return { screen, startError, setup, session, pinned, start, refresh, lock, signOut, startOver, may };
});

/** A refusal may be the first sign that the session ended or locked by itself: then the screen follows. */
export function noteSessionLoss(error: AppError): void {
  if (error.code === 'access.signed_out' || error.code === 'access.locked') void useSessionStore().refresh();
}
