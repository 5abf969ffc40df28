import { z } from 'zod/mini';
import { HOLDER_KEY } from '@renderer/data/write-journal';
import type { AdminRow, PasswordNote } from '@renderer/data/tables';
import { defineCommand, refuse } from '../define';
import { newAdmin } from '../admins/new-admin';
import { backupPublicKey } from '../backup/file/keys';
import { actorOf, DEFAULT_IDLE_MINUTES, infoOfAdmin } from '../session';
import { emptyGuard } from '../guard/guard-row';
import { withPassword } from '../guard/new-password';
import { createCredential, createWithKey, type Credential } from '../vault/credential';
import { createKeyRing, type KeyRing } from '../vault/keyring';
import { checkNewPassword, notePassword } from '../vault/password-rules';
import { createRecoveryCode, parseRecoveryCode } from '../vault/recovery-code';
import { companyNameField, loginNameField, passwordField, personNameField } from '../input-fields';

interface Prepared {
  adminId: string;
  sessionId: string;
  ring: KeyRing;
  password: Credential;
  personal: CryptoKey;
  note: PasswordNote;
  recovery: Credential;
  recoveryCode: string;
  backupKey: string;
}

export const setupCreate = defineCommand<'setup.create', Prepared>({
  name: 'setup.create',
  access: 'public',
  zh: '首次设置',
  en: 'First-run set-up',
  tables: ['meta', 'admins', 'guards'],
  auditAlways: true,
  input: z.strictObject({
    companyName: companyNameField,
    loginName: loginNameField,
    adminName: personNameField,
    password: passwordField,
    locale: z.enum(['zh', 'en']),
  }),
  async prepare(ctx, input) {
    if (ctx.startup.state !== 'virgin') refuse('setup.already_done');
    const { loginName, adminName: name, companyName } = input;
    const owner = { class: 'strong', strict: false, loginName, name, companyName } as const;
    const error = await checkNewPassword(input.password, owner);
    if (error) refuse(error.code, { ...(error.params && { params: error.params }) });
    const adminId = ctx.newId();
    const ring = createKeyRing();
    const recoveryCode = createRecoveryCode();
    const { kdfCost } = ctx.vault;
    const { credential, personal } = await createWithKey('password', adminId, input.password, ring, kdfCost);
    return {
      adminId,
      sessionId: ctx.newId(),
      ring,
      recoveryCode,
      password: credential,
      personal,
      note: await notePassword(input.password, owner),
      // Backups need nobody's password from the first day on.
      backupKey: await backupPublicKey(ring),
      recovery: await createCredential('recovery', adminId, parseRecoveryCode(recoveryCode)!, ring, kdfCost),
    };
  },
  async run(uow, input, prepared, ctx) {
    const meta = uow.table('meta');
    const admins = uow.table('admins');
    // Asked again inside the transaction: the wizard must never write over somebody's installation (trust.md R3).
    if ((await meta.get('install')) || (await admins.all()).length > 0) refuse('setup.already_done');
    const admin: AdminRow = {
      ...newAdmin(
        { id: prepared.adminId, loginName: input.loginName, name: input.adminName, roleIds: ['super'], level: 'SUPER' },
        prepared.password,
        uow.now,
      ),
      recovery: prepared.recovery,
      lastLoginAt: uow.now,
    };
    await meta.put({ key: 'install', value: { installId: ctx.newId(), createdAt: uow.now } });
    await meta.put({ key: 'company', value: { name: input.companyName } });
    await meta.put({ key: 'settings', value: { idleMinutes: DEFAULT_IDLE_MINUTES } });
    await meta.put({ key: 'backupKey', value: { publicKey: prepared.backupKey } });
    await meta.put({ key: HOLDER_KEY, value: prepared.sessionId });
    await admins.add(admin);
    await uow.table('guards').put(withPassword(emptyGuard(admin.id), null, prepared.password, prepared.note));
    const { sessionId } = prepared;
    uow.attributedTo = { ...actorOf(admin), sessionId };
    uow.onCommit(() => {
      ctx.startup.state = 'ready';
      ctx.db.holdAs(sessionId);
      ctx.vault.open(prepared.ring, prepared.personal);
      ctx.session.begin(admin, prepared.sessionId, 0, () => ctx.vault.lock());
    });
    const place = { companyName: input.companyName, idleMinutes: DEFAULT_IDLE_MINUTES, strictPasswords: false };
    return { recoveryCode: prepared.recoveryCode, session: infoOfAdmin(ctx.access, admin, 0, place, uow.now) };
  },
});

export const setupCommands = [setupCreate] as const;
