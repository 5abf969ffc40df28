import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { codeAt, enrolFactor } from '../../support/authenticator';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

const DAY = 86_400_000;

/** Everything that could shut the only super administrator out, in any order. */
const step = fc.oneof(
  fc.record({
    do: fc.constant('configure' as const),
    passwords: fc.constantFrom('standard' as const, 'strict' as const),
    factorFor: fc.constantFrom('nobody' as const, 'supers' as const, 'risky' as const),
  }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 120 * DAY }) }),
  fc.record({ do: fc.constant('clockBack' as const), ms: fc.integer({ min: 1, max: 2 * DAY }) }),
  fc.record({ do: fc.constant('guess' as const), times: fc.integer({ min: 1, max: 120 }) }),
  fc.record({ do: fc.constantFrom('enrol' as const, 'losePhone' as const, 'setPin' as const, 'guessPin' as const) }),
);

/** The owner, who knows the password and keeps the paper of the set-up in a safe. */
class Owner {
  password: string = TEST_PASSWORD.super;
  secret = '';
  private paper: string;
  private n = 0;

  constructor(private readonly opened: OpenedCore) {
    this.paper = opened.recoveryCode;
  }

  /** Whatever it takes, within an hour's wait for each try: the password, a code, or the paper. */
  async getIn(): Promise<void> {
    const { core, clock } = this.opened;
    clock.advance(3_600_001);
    const code = this.secret ? { code: codeAt(this.secret, clock.now()) } : {};
    const tried = await core.execute('session.signIn', { loginName: 'super', password: this.password, ...code });
    if (!tried.ok) await this.usePaper();
    const info = unwrap(await core.ask('session.current', {}))!;
    if (info.mustChangePassword) await this.changePassword();
    if (unwrap(await core.ask('session.current', {}))!.secondFactor === 'due') await this.enrol();
  }

  async enrol(): Promise<void> {
    this.secret = (await enrolFactor(this.opened)).secret;
  }

  private async usePaper(): Promise<void> {
    const newPassword = this.nextPassword();
    const input = { loginName: 'super', recoveryCode: this.paper, newPassword };
    const { recoveryCode } = unwrap(await this.opened.core.execute('session.recover', input));
    this.paper = recoveryCode;
    this.password = newPassword;
    this.secret = '';
  }

  private async changePassword(): Promise<void> {
    const next = this.nextPassword();
    unwrap(await this.opened.core.execute('session.changePassword', { current: this.password, next }));
    this.password = next;
  }

  private nextPassword(): string {
    return `Kettle moss ${String(++this.n)} lagoon orbit`;
  }
}

describe('the only super administrator', () => {
  it('gets in after anything, does what is due alone, and can work', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const opened = await openCore();
        const owner = new Owner(opened);
        const { core, clock } = opened;
        await owner.getIn();
        for (const one of steps) {
          switch (one.do) {
            case 'configure': {
              const { passwords, factorFor } = one;
              unwrap(
                await core.execute('security.configure', {
                  passwords,
                  factorFor,
                  dormantDays: 90,
                  secondAdmin: 'whenPossible',
                }),
              );
              break;
            }
            case 'wait':
              clock.advance(one.ms);
              break;
            case 'clockBack':
              clock.advance(-one.ms);
              break;
            case 'guess':
              for (let i = 0; i < one.times; i++) {
                await core.execute('session.signIn', { loginName: 'super', password: 'a guess', code: '000000' });
                clock.advance(600_000);
              }
              break;
            case 'enrol':
              if (!owner.secret) await owner.enrol();
              break;
            case 'losePhone':
              owner.secret = '';
              break;
            case 'setPin':
              await core.execute('pin.set', { pin: '738462' });
              break;
            case 'guessPin':
              for (let i = 0; i < 12; i++) await core.execute('session.provePin', { pin: '000000', command: 'x' });
              break;
          }
          await owner.getIn();
          expect((await core.ask('admin.list', {})).ok).toBe(true);
          expect(core.context.vault.isOpen).toBe(true);
        }
        await opened.close();
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
