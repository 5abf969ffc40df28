import { describe, expect, it } from 'vitest';
import { checkPin } from '@shared/rules/pin';

describe('an action PIN', () => {
  it('has six digits', () => {
    for (const pin of ['', '12345', '1234567', 'abcdef', '１２３４５６', '12 456'])
      expect(checkPin(pin)?.code, pin).toBe('pin.shape');
  });

  it('is none that people try first', () => {
    for (const pin of [
      '111111',
      '000000',
      '123456',
      '654321',
      '135791',
      '121212',
      '123123',
      '112211',
      '112233',
      '520520',
      '890123',
      '900105',
      '051290',
      '850731',
      '199001',
      '201512',
    ]) {
      expect(checkPin(pin)?.code, pin).toBe('pin.weak');
    }
  });

  it('is not part of the number one signs in with', () => {
    expect(checkPin('738462', ['139 0073 8462'])?.code).toBe('pin.weak');
    expect(checkPin('738462', ['zhou', '13800000000'])).toBeNull();
  });

  it('may be any of the many others', () => {
    for (const pin of ['738462', '406918', '972350']) expect(checkPin(pin), pin).toBeNull();
    let weak = 0;
    for (let n = 0; n < 1_000_000; n++) if (checkPin(String(n).padStart(6, '0'))) weak++;
    expect(weak / 1_000_000).toBeLessThan(0.1);
  });
});
