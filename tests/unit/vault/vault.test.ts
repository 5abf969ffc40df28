import { createHash, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCredential, openCredential } from '@renderer/core/vault/credential';
import { deriveKeys, equalInConstantTime, isWeaker, newKdfParams, stretch } from '@renderer/core/vault/kdf';
import { createKeyRing, unwrapKeyRing } from '@renderer/core/vault/keyring';
import { unpackColumn } from '@shared/kernel/columns';
import { Vault } from '@renderer/core/vault/vault';

const COST = { memoryKib: 64, iterations: 1, parallelism: 1 };
const AAD = 'merchants|m1|legalIdNo';

function openVault(): Vault {
  const vault = new Vault({ kdf: COST });
  vault.open(createKeyRing());
  return vault;
}

function flipped(box: Uint8Array, at: number): Uint8Array {
  const copy = box.slice();
  copy[at]! ^= 1;
  return copy;
}

describe('sealing a field', () => {
  it('gives back what was sealed, and a different box each time', async () => {
    const vault = openVault();
    const [one, two] = [await vault.seal(AAD, '身份证 😀'), await vault.seal(AAD, '身份证 😀')];
    expect(await vault.unseal(AAD, one)).toBe('身份证 😀');
    expect(await vault.unseal(AAD, two)).toBe('身份证 😀');
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
    expect(await vault.unseal(AAD, await vault.seal(AAD, ''))).toBe('');
  });

  it('opens nowhere but where it was sealed', async () => {
    const vault = openVault();
    const box = await vault.seal(AAD, 'secret');
    await expect(vault.unseal('merchants|m2|legalIdNo', box)).rejects.toMatchObject({ code: 'damaged' });
    await expect(vault.unseal('merchants|m1|accountNo', box)).rejects.toMatchObject({ code: 'damaged' });
    await expect(openVault().unseal(AAD, box)).rejects.toMatchObject({ code: 'damaged' });
  });

  it('refuses a box with any byte altered or cut off', async () => {
    const vault = openVault();
    const box = await vault.seal(AAD, 'secret');
    expect(box.length).toBe(2 + 12 + 6 + 16);
    await expect(vault.unseal(AAD, flipped(box, 0))).rejects.toMatchObject({ code: 'unknown_version' });
    await expect(vault.unseal(AAD, flipped(box, 1))).rejects.toMatchObject({ code: 'unknown_key' });
    for (let at = 2; at < box.length; at++) {
      await expect(vault.unseal(AAD, flipped(box, at))).rejects.toMatchObject({ code: 'damaged' });
    }
    for (const length of [0, 1, 13, 29, box.length - 1]) {
      await expect(vault.unseal(AAD, box.slice(0, length))).rejects.toMatchObject({ code: 'damaged' });
    }
  });

  it('binds the key number: another key of the ring under the first one’s number does not open it', async () => {
    const ring = createKeyRing();
    const vault = new Vault({ kdf: COST });
    vault.open(ring);
    const old = await vault.seal(AAD, 'before');
    const rotated = { ...ring, dataKeys: [...ring.dataKeys, { keyId: 2, key: ring.dataKeys[0]!.key }] };
    vault.open(rotated);
    const fresh = await vault.seal(AAD, 'after');
    expect(fresh[1]).toBe(2);
    expect(await vault.unseal(AAD, old)).toBe('before');
    // Same key bytes, other number: only the number in the authenticated data tells them apart.
    await expect(vault.unseal(AAD, Uint8Array.of(fresh[0]!, 1, ...fresh.slice(2)))).rejects.toMatchObject({
      code: 'damaged',
    });
  });

  it('does nothing once locked', async () => {
    const vault = openVault();
    const box = await vault.seal(AAD, 'secret');
    vault.lock();
    expect(vault.isOpen).toBe(false);
    await expect(vault.seal(AAD, 'x')).rejects.toMatchObject({ code: 'locked' });
    await expect(vault.unseal(AAD, box)).rejects.toMatchObject({ code: 'locked' });
    expect(() => vault.blind('accountNo', '1')).toThrow('vault: locked');
    expect(() => vault.ring).toThrow('vault: locked');
  });

  it('answers the blind index one by one as in bulk', () => {
    const vault = openVault();
    expect([vault.blind('accountNo', '1'), vault.blind('accountNo', ''), vault.blind('accountNo', '2')]).toEqual(
      unpackColumn(vault.blindMany('accountNo', ['1', '', '2'])),
    );
  });
});

describe('what is kept of a password', () => {
  it('derives the Argon2id answer of the PHC reference implementation (test.c, v=19, m=65536, t=2, p=1)', async () => {
    const cost = { memoryKib: 65_536, iterations: 2, parallelism: 1 };
    const kdf = { ...newKdfParams(cost), salt: Buffer.from('somesalt').toString('base64') };
    expect(Buffer.from(await stretch('password', kdf)).toString('hex')).toBe(
      '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7',
    );
  });

  it('stores SHA-256 of the HKDF authenticator, frozen: an older database must still open', async () => {
    const kdf = { ...newKdfParams(COST), salt: Buffer.from('0123456789abcdef').toString('base64') };
    const { authHash } = await deriveKeys('correct horse battery', kdf);
    const master = Buffer.from('feeaf97cb10b51bd5e5e44fda0a1eaaba807199f4f87081b8f8ab221c08d6987', 'hex');
    const auth = Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), 'auth', 32));
    expect(authHash).toBe(createHash('sha256').update(auth).digest('base64'));
    expect(authHash).toBe('CJ/b3a84SmbTDv3e4OQp5WwpwGcEWgCMNwPSwdlSOT4=');
  });

  it('opens with the password in any composition, and with no other', async () => {
    const ring = createKeyRing();
    const credential = await createCredential('password', 'a1', 'Ａbc café', ring, COST);
    expect((await openCredential('password', 'a1', 'Abc cafe\u0301', credential, COST))?.ring).toEqual(ring);
    expect(await openCredential('password', 'a1', 'abc café', credential, COST)).toBeNull();
    expect(await openCredential('password', 'a1', 'Abc café', null, COST)).toBeNull();
  });

  it('does not open in another admin’s row, or as another kind of secret', async () => {
    const credential = await createCredential('password', 'a1', 'copper lantern', createKeyRing(), COST);
    await expect(openCredential('password', 'a2', 'copper lantern', credential, COST)).rejects.toThrow('damaged');
    await expect(openCredential('recovery', 'a1', 'copper lantern', credential, COST)).rejects.toThrow('damaged');
  });

  it('refuses a wrap with an altered byte', async () => {
    const params = newKdfParams(COST);
    const { kek } = await deriveKeys('x', params);
    const { wrappedKeys, kdf } = await createCredential('password', 'a1', 'x', createKeyRing(), COST);
    const own = await deriveKeys('x', kdf);
    const box = Buffer.from(wrappedKeys.box, 'base64');
    for (const at of [0, 11, 12, box.length - 17, box.length - 1]) {
      const altered = Buffer.from(flipped(box, at)).toString('base64');
      await expect(unwrapKeyRing({ v: 1, box: altered }, own.kek, 'a1')).rejects.toMatchObject({ code: 'damaged' });
    }
    await expect(unwrapKeyRing(wrappedKeys, kek, 'a1')).rejects.toMatchObject({ code: 'damaged' });
  });

  it('salts every credential anew', async () => {
    const ring = createKeyRing();
    const [a, b] = await Promise.all([1, 2].map(() => createCredential('password', 'a1', 'same', ring, COST)));
    expect(a!.authHash).not.toBe(b!.authHash);
    expect(Buffer.from(a!.kdf.salt, 'base64').length).toBe(16);
  });

  it('knows a cost that was raised since, and compares without stopping early', () => {
    expect(isWeaker(newKdfParams(COST), { ...COST, iterations: 2 })).toBe(true);
    expect(isWeaker(newKdfParams(COST), COST)).toBe(false);
    expect([equalInConstantTime('ab', 'ab'), equalInConstantTime('ab', 'ac'), equalInConstantTime('a', 'ab')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
