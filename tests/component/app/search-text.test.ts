import { describe, expect, it } from 'vitest';
import { fromAddress, toAddress } from '@renderer/platform/search-text';

describe('a search text in an address', () => {
  it('stands there as it is when it is a name, a merchant number or a few digits', () => {
    for (const text of ['青禾', 'M00012345', '91440300MA5TEST012', '1380', '', '2026-01']) {
      expect(toAddress(text)).toBe(text);
      expect(fromAddress(text)).toBe(text);
    }
  });

  it('never stands there when it may be a mobile, an ID or an account number, and is found again', () => {
    for (const text of ['13800001234', '+86 138-0000-1234', '11010519491231002X', '6222 0212 3456 7890']) {
      const address = toAddress(text);
      expect(address).toMatch(/^~\d+$/);
      expect(fromAddress(address)).toBe(text);
      expect(toAddress(text)).toBe(address);
    }
  });

  it('is forgotten by another window', () => {
    expect(fromAddress('~99999')).toBe('');
  });
});
