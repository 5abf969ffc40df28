import { beforeAll, describe, expect, it } from 'vitest';
import type { AdminRow } from '@renderer/data/tables';
import { type BackupError } from '@renderer/core/backup/backup-error';
import type { BackupHeader } from '@renderer/core/backup/file/header';
import {
  adminRecipients,
  backupPublicKey,
  createFileKey,
  openFileKey,
  sealToInstall,
  sealToPassword,
  type BackupProof,
} from '@renderer/core/backup/file/keys';
import { createCredential } from '@renderer/core/vault/credential';
import { createKeyRing } from '@renderer/core/vault/keyring';
import { makeBackup, sourceOf, type MadeBackup } from '../../support/factories/backup-file';
import { readBackup, readHeader } from '@renderer/core/backup/file/read';

const COST = { memoryKib: 64, iterations: 1, parallelism: 1 };
const ring = createKeyRing();
const fileKey = createFileKey();
const LONG = '长'.repeat(64) + 'a1'.repeat(32);
let header: BackupHeader;

async function admin(id: string, loginKey: string, password: string, extra: Partial<AdminRow> = {}): Promise<AdminRow> {
  const credential = await createCredential('password', id, password, ring, COST);
  const recovery = await createCredential('recovery', id, 'ABCDEFGH', ring, COST);
  return { id, loginKey, level: 'SUPER', state: 'active', ...credential, recovery, ...extra } as AdminRow;
}

beforeAll(async () => {
  const admins = [
    await admin('a1', 'zhou', 'copper lantern orbit 27'),
    await admin('a2', 'lin', LONG),
    await admin('a3', 'emoji', 'caf\u00e9 \ud83e\udd84 \ud83d\udc69\u200d\ud83d\udcbb naïve'),
    await admin('a4', 'gone', 'walnut ribbon harbor 44', { state: 'disabled' }),
    await admin('a5', 'clerk', 'silver pebble canyon 58', { level: 'SENIOR' }),
  ];
  const recipients = [
    await sealToInstall(fileKey, await backupPublicKey(ring)),
    ...(await adminRecipients(admins)),
    await sealToPassword(fileKey, 'own word of this file', COST),
  ];
  ({ header } = await makeBackup({}, { recipients }));
});

async function open(proof: BackupProof): Promise<string> {
  try {
    const opened = await openFileKey(header, proof);
    expect(opened.fileKey).toEqual(fileKey);
    return `opened ${opened.adminId}`.trim();
  } catch (error) {
    return (error as BackupError).code;
  }
}
const password = (loginName: string, secret: string): BackupProof => ({ kind: 'password', loginName, secret });

describe('the key of a backup', () => {
  it('opens to the installation, to super admins, to their recovery codes and to its own password', async () => {
    expect(await open({ kind: 'ring', ring })).toBe('opened');
    expect(await open(password('ZHOU ', 'copper lantern orbit 27'))).toBe('opened a1');
    expect(await open({ kind: 'recovery', loginName: 'zhou', secret: 'ABCDEFGH' })).toBe('opened a1');
    expect(await open({ kind: 'backupPassword', secret: 'own word of this file' })).toBe('opened');
  });

  it('takes long passwords, and one typed as other code points of the same letters', async () => {
    expect(await open(password('lin', LONG))).toBe('opened a2');
    expect(await open(password('emoji', 'cafe\u0301 \ud83e\udd84 \ud83d\udc69\u200d\ud83d\udcbb nai\u0308ve'))).toBe(
      'opened a3',
    );
  });

  it('stays shut to a wrong, empty or foreign secret, which is not called damage; and opens right after', async () => {
    for (const wrong of ['copper lantern orbit 28', '', 'x'.repeat(128), '🦄'])
      expect(await open(password('zhou', wrong))).toBe('backup.wrong_secret');
    expect(await open(password('lin', 'copper lantern orbit 27'))).toBe('backup.wrong_secret');
    expect(await open(password('nobody', 'copper lantern orbit 27'))).toBe('backup.wrong_secret');
    expect(await open({ kind: 'recovery', loginName: 'zhou', secret: 'copper lantern orbit 27' })).toBe(
      'backup.wrong_secret',
    );
    expect(await open({ kind: 'backupPassword', secret: 'own word' })).toBe('backup.wrong_secret');
    expect(await open({ kind: 'ring', ring: createKeyRing() })).toBe('backup.no_such_key');
    expect(await open(password('zhou', 'copper lantern orbit 27'))).toBe('opened a1');
  });

  it('is given to nobody who is not a super admin able to sign in', async () => {
    expect(await open(password('gone', 'walnut ribbon harbor 44'))).toBe('backup.wrong_secret');
    expect(await open(password('clerk', 'silver pebble canyon 58'))).toBe('backup.wrong_secret');
    expect(JSON.stringify(header)).not.toMatch(/zhou|clerk|lin"/);
  });
});

describe('a file whose key is right and whose content is not', () => {
  it('is called damaged, and one with the wrong key never opens', async () => {
    const made: MadeBackup = await makeBackup({ t: [{ id: 1 }] });
    const source = sourceOf(made.file);
    const opened = await readHeader(source);
    await expect(readBackup(source, opened, createFileKey(), () => undefined)).rejects.toMatchObject({
      code: 'backup.damaged',
    });
    await expect(readBackup(source, opened, null, () => undefined)).rejects.toMatchObject({
      code: 'backup.no_such_key',
    });
  });
});
