import type { ErrorCode } from './errors';
import type { AppError } from './result';

export interface ErrorText {
  zh: string;
  en: string;
}

/**
 * What a person reads for each code: what happened, whether the data is safe, what to do. `{name}` is a param of the
 * error; a part in `[...]` appears only when all its params are there.
 */
export const ERROR_TEXTS: Readonly<Record<ErrorCode, ErrorText>> = {
  'access.denied': {
    zh: '您的角色没有这项权限，数据没有改动。需要时请联系超级管理员。',
    en: 'Your role does not allow this; nothing was changed. Ask a super administrator if you need it.',
  },
  'access.limit_single': {
    zh: '一次最多 {limit}，这次是 {amount}，没有执行。请分批进行，或请管理员提高限额。',
    en: 'At most {limit} at once; this was {amount}, so nothing was done. Do it in parts, or ask for a higher limit.',
  },
  'access.limit_day': {
    zh: '今天的限额是 {limit}，已用 {used}，这次需要 {amount}，没有执行。请明天再试，或请管理员提高限额。',
    en: 'Your limit for today is {limit}, {used} are used and this needs {amount}, so nothing was done. Try tomorrow, or ask for a higher limit.',
  },
  'access.signed_out': {
    zh: '您已退出登录，刚才的操作没有执行。请重新登录。',
    en: 'You are signed out, so nothing was done. Please sign in again.',
  },
  'access.step_up': {
    zh: '这项操作需要再次验证身份，还没有执行。',
    en: 'This asks for your password again; nothing was done yet.',
  },
  'access.pin': {
    zh: '这项操作需要您的操作密码，还没有执行。',
    en: 'This asks for your action PIN; nothing was done yet.',
  },
  'access.pin_unset': {
    zh: '这项操作需要操作密码，您还没有设置。请先在“设置 › 登录保护”中设置。',
    en: 'This asks for an action PIN and you have none. Set one under Settings, “Protecting the sign-in”, first.',
  },
  'access.locked': {
    zh: '屏幕已锁定，刚才的操作没有执行。解锁后即可继续。',
    en: 'The screen is locked, so nothing was done. Unlock it to go on.',
  },
  'access.read_only': {
    zh: '目前只能查看，不能修改。数据是安全的，请稍后再试。',
    en: 'Only reading is possible at the moment. Your data is safe; please try again later.',
  },
  'access.previewing': {
    zh: '正在预览他人的视图，只能查看，没有执行。退出预览后再操作。',
    en: 'You are previewing what somebody else sees, so nothing was done. Leave the preview to act.',
  },
  'review.not_found': {
    zh: '找不到这次权限审查，请刷新列表。',
    en: 'This access review cannot be found; please reload the list.',
  },
  'review.closed': {
    zh: '这次审查已签署或已取消，内容不能再改，没有改动。',
    en: 'This review was signed or cancelled and can no longer be changed; nothing was changed.',
  },
  'review.not_reviewer': {
    zh: '只有指定的审查人可以填写和签署，没有改动。',
    en: 'Only the appointed reviewer can decide and sign; nothing was changed.',
  },
  'review.reviewer_unfit': {
    zh: '审查人必须是启用状态，并且有“发起与签署权限审查”的权限。请换一位。',
    en: 'The reviewer must be active and hold the right to run access reviews. Please choose somebody else.',
  },
  'review.self': {
    zh: '不能审查自己的权限，没有保存。请另设审查人，或把此人移出范围。',
    en: 'Nobody reviews their own rights; nothing was saved. Choose another reviewer or take that person out.',
  },
  'review.due_past': {
    zh: '截止日期不能早于今天。',
    en: 'The due date cannot be before today.',
  },
  'review.empty': {
    zh: '这个范围里没有可审查的人，没有建立。请放宽范围。',
    en: 'There is nobody to review in this scope, so nothing was made. Please widen it.',
  },
  'review.line_unknown': {
    zh: '有一行不在这次审查中，或收缩的权限不属于该行，没有保存。请重新打开。',
    en: 'A line is not part of this review, or the rights to take away are not in it; nothing was saved. Open it again.',
  },
  'review.comment_needed': {
    zh: '收缩或回收需要写明理由，没有保存。',
    en: 'Reducing or revoking needs a comment; nothing was saved.',
  },
  'review.undecided': {
    zh: '还有 {count} 行没有结论，不能签署。',
    en: '{count} lines are still undecided, so it cannot be signed.',
  },
  'review.not_signed': {
    zh: '审查签署之后才能执行结论，没有改动。',
    en: 'Decisions are carried out after the review is signed; nothing was changed.',
  },
  'review.nothing_to_apply': {
    zh: '此人没有待执行的结论，没有改动。',
    en: 'Nothing is left to carry out for this person; nothing was changed.',
  },
  'preview.not_active': {
    zh: '现在没有在预览，无需退出。',
    en: 'There is no preview to leave.',
  },
  'input.invalid': {
    zh: '有些内容需要更正，尚未保存。请看标出的字段。',
    en: 'Some entries need correcting; nothing was saved. See the marked fields.',
  },
  'command.unknown': {
    zh: '程序不认识这项操作，数据没有改动。请重新打开程序。',
    en: 'The program does not know this action; nothing was changed. Please reopen the program.',
  },
  'internal.unexpected': {
    zh: '程序内部出了差错，这一步没有完成，已保存的数据不受影响。请重试[；若再次出现，请提供事件编号 {incident}]。',
    en: 'Something went wrong inside the program. This step was not done; saved data is not affected. Please try again[; if it happens again, quote incident {incident}].',
  },
  'operation.cancelled': {
    zh: '已取消，数据没有改动。',
    en: 'Cancelled; nothing was changed.',
  },
  'storage.unavailable': {
    zh: '无法打开本机的数据存储。数据没有改动；请检查磁盘与浏览器设置（不要使用无痕窗口），然后重试。',
    en: 'The data store of this computer cannot be opened. Nothing was changed; check the disk and the browser settings (no private window), then try again.',
  },
  'storage.full': {
    zh: '磁盘空间不足，这次没有保存，原有数据完好。请先清理磁盘再重试。',
    en: 'The disk is full, so this was not saved; existing data is intact. Free some space and try again.',
  },
  'storage.aborted': {
    zh: '保存没有完成，数据保持原样。可能是磁盘快满了或正被占用，请稍后重试；若反复出现，请先清理磁盘。',
    en: 'Saving did not complete; the data is unchanged. The disk may be nearly full or busy: try again, and free some space if it keeps happening.',
  },
  'storage.closed': {
    zh: '数据库已关闭，这一步没有执行。已保存的数据是安全的，请重新打开程序。',
    en: 'The database was closed and this step was not done. Saved data is safe; please reopen the program.',
  },
  'storage.busy_elsewhere': {
    zh: '商户管家已在另一个窗口打开。数据是安全的；请回到那个窗口，或改在这里使用。',
    en: 'Merchant Desk is open in another window. Your data is safe; go back to that window, or use it here instead.',
  },
  'storage.data_missing': {
    zh: '找不到以前的数据。请不要重新初始化，先按页面上的步骤处理。',
    en: 'The earlier data cannot be found. Do not set up anew; follow the steps on the screen first.',
  },
  'storage.data_damaged': {
    zh: '数据文件已损坏。请不要继续录入，先按页面上的步骤处理。',
    en: 'The data files are damaged. Do not enter anything; follow the steps on the screen first.',
  },
  'storage.newer_version': {
    zh: '数据由更新版本的商户管家保存，本版本不能打开，也不会改动它。请安装新版本。',
    en: 'The data was saved by a newer Merchant Desk. This version cannot open it and will not touch it. Please install the newer version.',
  },
  'storage.disk_full': {
    zh: '存放数据的磁盘剩余不足 300 MB，暂停保存，数据是安全的。请清理磁盘；腾出空间后半分钟内自动恢复。',
    en: 'Less than 300 MB are free where the data lives, so nothing is stored for now; your data is safe. Free some space: work goes on within half a minute.',
  },
  'storage.no_copy': {
    zh: '改动日志和备份都写不进去，暂停保存：这次的内容没有存，之前保存的数据是安全的。请在“备份与恢复”中检查备份位置，再点“立即备份”；成功后即可继续。',
    en: 'Neither the journal of changes nor a backup can be written, so nothing is stored for now: this was not saved, what was saved before is safe. Check the backup place on the backup page and choose “Back up now”; once that works, so does saving.',
  },
  'storage.not_upgraded': {
    zh: '升级数据之前的备份没有成功，所以没有升级，数据没有改动。请检查备份位置是否可用、磁盘是否至少有 1 GB 空间，再重新打开。',
    en: 'The backup before the upgrade of the data failed, so nothing was upgraded and nothing changed. Check that the backup place can be used and 1 GB is free, then open again.',
  },
  'session.wrong_credentials': {
    zh: '登录名或密码不正确。请检查大小写和输入法后再试。',
    en: 'The login name or the password is not right. Check capitals and the keyboard layout, then try again.',
  },
  'session.throttled': {
    zh: '尝试次数过多，[请等待 {seconds} 秒，]等候结束后再试。',
    en: 'Too many attempts. Please wait[ {seconds} seconds] before the next one.',
  },
  'session.account_disabled': {
    zh: '这个账号已停用。数据是安全的；请联系超级管理员启用。',
    en: 'This account is disabled. The data is safe; ask a super administrator to enable it.',
  },
  'session.account_locked': {
    zh: '这个账号已被锁定。数据是安全的；请联系管理员了解原因并解锁。',
    en: 'This account was locked. The data is safe; ask an administrator why, and to unlock it.',
  },
  'session.wrong_recovery_code': {
    zh: '登录名或恢复码不正确。恢复码为 8 组，每组 4 个字符，请逐组核对。',
    en: 'The login name or the recovery code is not right. The code has 8 groups of 4 characters; check each of them.',
  },
  'session.must_change_password': {
    zh: '请先设置新密码，然后才能继续。',
    en: 'Please choose a new password first.',
  },
  'session.one_time_expired': {
    zh: '这个一次性密码已过期。请联系超级管理员重新重置密码。',
    en: 'This one-time password has expired. Ask a super administrator to reset it again.',
  },
  'session.code_needed': {
    zh: '这个账号还需要验证码。请输入验证器应用上的 6 位数字。',
    en: 'This account also asks for a code. Enter the six digits from your authenticator app.',
  },
  'session.wrong_code': {
    zh: '验证码不正确。请核对手机与本机的时间是否一致，再输入当前的 6 位数字。',
    en: 'The code is not right. Check that your phone and this computer show the same time, then enter the present six digits.',
  },
  'session.code_used': {
    zh: '这个验证码已经用过。请等下一个验证码出现（最多 30 秒）；若本机时间曾经调快，请改用备用码。',
    en: 'This code was used already. Wait for the next one (at most 30 seconds), or use a recovery code if this computer’s clock was ahead before.',
  },
  'session.clock_behind': {
    zh: '验证码不正确，而且本机时间比上次使用时还早。请先把电脑时间调准再试，或改用备用码。',
    en: 'The code is not right, and this computer’s time is earlier than when it was last used. Set the clock and try again, or use a recovery code.',
  },
  'session.factor_due': {
    zh: '公司要求您先设置二次验证。',
    en: 'Your company asks you to set up a second factor first.',
  },
  'password.too_short': {
    zh: '密码太短[，至少需要 {min} 个字符]。一句容易记住的话就很好。',
    en: 'The password is too short[; it needs at least {min} characters]. A phrase you can remember works well.',
  },
  'password.too_long': {
    zh: '密码太长[，最多 {max} 个字符]。',
    en: 'The password is too long[; at most {max} characters].',
  },
  'password.too_common': {
    zh: '这个密码太常见，容易被猜中。请换一个。',
    en: 'This password is common and easily guessed. Please choose another.',
  },
  'password.contains_context': {
    zh: '密码里有姓名、登录名、公司或产品名，容易被猜中。请换一个。',
    en: 'The password contains a name, the login, the company or the product, so it is easily guessed. Please choose another.',
  },
  'password.same_as_old': {
    zh: '新密码与原密码相同。请换一个。',
    en: 'The new password is the same as the old one. Please choose another.',
  },
  'password.too_uniform': {
    zh: '公司要求密码包含小写字母、大写字母、数字、其他字符中的至少 {kinds} 种。',
    en: 'Your company asks for at least {kinds} of: small letters, capitals, digits, other characters.',
  },
  'password.used_before': {
    zh: '不能使用最近 {count} 次用过的密码。请换一个。',
    en: 'None of the last {count} passwords may be used again. Please choose another.',
  },
  'pin.shape': {
    zh: '操作密码是 6 位数字。',
    en: 'The action PIN has six digits.',
  },
  'pin.weak': {
    zh: '这个操作密码太容易猜：不要用相同或连续的数字、生日，或登录名里的数字。',
    en: 'This PIN is easy to guess: no repeated or running digits, no birthday, no digits of your login name.',
  },
  'pin.wrong': {
    zh: '操作密码不正确。连续输错 10 次会被锁定。',
    en: 'The action PIN is not right. After ten wrong ones in a row it is locked.',
  },
  'pin.locked': {
    zh: '操作密码输错次数过多，已锁定。请联系超级管理员重置。',
    en: 'The action PIN was wrong too often and is locked. Ask a super administrator to reset it.',
  },
  'pin.already_set': {
    zh: '已经设置了操作密码。要更换，请使用“修改操作密码”。',
    en: 'An action PIN is set already. Use “Change the action PIN” instead.',
  },
  'pin.same_as_old': {
    zh: '新操作密码与原来的相同。请换一个。',
    en: 'The new PIN is the same as the old one. Please choose another.',
  },
  'pin.unset_of_other': {
    zh: '此人没有设置操作密码。',
    en: 'This person has no action PIN.',
  },
  'factor.none': {
    zh: '还没有设置二次验证。',
    en: 'No second factor is set up.',
  },
  'factor.already_on': {
    zh: '二次验证已经开启。要换手机，请先停用再重新设置。',
    en: 'A second factor is on already. To move to another phone, turn it off and set it up again.',
  },
  'factor.not_begun': {
    zh: '设置二次验证的步骤已过期，请重新开始。',
    en: 'Setting up the second factor was interrupted. Please begin again.',
  },
  'factor.required': {
    zh: '公司要求您使用二次验证，不能停用。要换手机，请联系超级管理员重置。',
    en: 'Your company requires a second factor, so it cannot be turned off. To change phones, ask a super administrator to reset it.',
  },
  'factor.super_only': {
    zh: '此人开启了二次验证，重置密码会一并取消它，只有超级管理员可以这样做。',
    en: 'This person has a second factor, which goes with the password: only a super administrator may reset it.',
  },
  'setup.already_done': {
    zh: '初始设置已经完成。请直接登录。',
    en: 'Setup has been done already. Please sign in.',
  },
  'setup.needed': {
    zh: '还没有完成初始设置。请先按向导建立公司。',
    en: 'Setup has not been done yet. Please create the company first.',
  },
  'incident.not_found': {
    zh: '找不到这条错误记录，可能已被清理。请刷新列表。',
    en: 'This incident cannot be found; it may have been cleared. Please reload the list.',
  },
  'audit.nothing_to_archive': {
    zh: '没有早于所选日期的日志，无需归档。',
    en: 'There are no entries older than the chosen date; nothing to archive.',
  },
  'audit.archive_unreadable': {
    zh: '这不是完整的审计归档文件，可能已损坏或被截断。请选择原始文件。',
    en: 'This is not a complete audit archive; it may be damaged or cut short. Please choose the original file.',
  },
  'audit.archive_differs': {
    zh: '归档文件与库中的日志不一致，未移除任何记录。请重新生成并保存。',
    en: 'The archive does not match the stored log; nothing was removed. Please make and save it anew.',
  },
  'admin.not_found': {
    zh: '找不到这位管理员，可能刚被改动。请刷新列表。',
    en: 'This administrator cannot be found; the list may have just changed. Please reload it.',
  },
  'admin.login_taken': {
    zh: '这个登录名已被使用，尚未保存。请换一个。',
    en: 'This login name is taken; nothing was saved. Please choose another.',
  },
  'admin.last_super': {
    zh: '至少要保留一位可用的超级管理员，因此没有改动。请先另设一位。',
    en: 'At least one usable super administrator must remain, so nothing was changed. Appoint another one first.',
  },
  'admin.not_yours': {
    zh: '此人不在您的团队里，没有改动。只能管理自己的下属；需要时请联系超级管理员。',
    en: 'This person is not in your team; nothing was changed. You can manage your own staff only: ask a super administrator if needed.',
  },
  'admin.beyond_own_rights': {
    zh: '不能授予您自己没有的权限[（共 {count} 项）]，没有改动。请去掉标出的权限，或请超级管理员授予。',
    en: 'You cannot grant what you do not hold yourself[ ({count} rights)]; nothing was changed. Take the marked rights out, or ask a super administrator.',
  },
  'admin.conflict': {
    zh: '此人的资料刚被他人修改，您的改动没有保存。请重新打开，对照最新内容再修改。',
    en: 'Somebody else has just changed this person; your change was not saved. Open it again and look at the latest state.',
  },
  'admin.super_only': {
    zh: '只有超级管理员可以这样做，没有改动。',
    en: 'Only a super administrator can do this; nothing was changed.',
  },
  'admin.manager_circle': {
    zh: '上级关系绕成了圈，没有保存。请换一位上级。',
    en: 'The line of managers would go round in a circle; nothing was saved. Choose another manager.',
  },
  'admin.conflicts_unconfirmed': {
    zh: '这些权限有 {count} 处职责冲突，没有保存。请分给不同的人，或勾选确认并写明理由。',
    en: 'These rights have {count} conflicts of duties; nothing was saved. Divide them among people, or confirm and say why.',
  },
  'grant.not_found': {
    zh: '没有这条待确认的授权，或与您无关。',
    en: 'There is no such grant to confirm, or it is none of yours.',
  },
  'grant.closed': {
    zh: '这条授权已经处理过或已过期，没有改动。如仍需要，请重新申请。',
    en: 'This grant was settled already, or it lapsed; nothing was changed. Ask again if it is still needed.',
  },
  'grant.waiting': {
    zh: '已有一条授权在等待确认，没有保存。请先等它处理完，或由申请人撤回。',
    en: 'A grant is waiting for confirmation already; nothing was saved. Wait for it, or let whoever asked withdraw it.',
  },
  'grant.outdated': {
    zh: '申请之后权限已有变化，不能再按原申请确认，没有改动。请拒绝，并请申请人重新提出。',
    en: 'The rights have changed since; the grant can no longer be confirmed as it was, and nothing was changed. Refuse it and let it be asked for anew.',
  },
  'grant.asker_unfit': {
    zh: '申请人现在已不能授予这些权限，没有改动。请拒绝这条授权。',
    en: 'Whoever asked may no longer give these rights; nothing was changed. Refuse the grant.',
  },
  'grant.own': {
    zh: '须由另一位管理员确认：申请人和得到权限的人都不能自己确认。',
    en: 'Another administrator must confirm: neither who asked nor who would receive the rights may.',
  },
  'grant.role_needs_second': {
    zh: '这样会让 {count} 人得到高风险权限，须由第二位管理员确认，没有改动。请先逐人更换角色，再删除。',
    en: 'This would give {count} people high-risk rights, which a second administrator must confirm; nothing was changed. Change their roles one by one first, then delete.',
  },
  'admin.contact_needed': {
    zh: '手机号和微信号至少要填一项，没有发出邀请。',
    en: 'A mobile or a WeChat id is needed; nobody was invited.',
  },
  'admin.contact_taken': {
    zh: '这个手机号或微信号已属于另一位管理员（包括已删除的），没有保存。请核对，或重新邀请那个人。',
    en: 'This mobile or WeChat id belongs to another administrator, perhaps a deleted one; nothing was saved. Check it, or invite that person again.',
  },
  'admin.state_not_allowed': {
    zh: '此人目前的状态不能这样做，没有改动。请刷新列表，看看最新状态。',
    en: 'This is not possible in the person’s present state; nothing was changed. Reload the list and look at it.',
  },
  'admin.cap_reached': {
    zh: '管理员人数已达上限[（{limit} 位）]，没有新增。请先删除不再需要的人，或调整上限。',
    en: 'There are as many administrators as allowed[ ({limit})]; nobody was added. Delete who is no longer needed, or raise the limit.',
  },
  'invite.not_pending': {
    zh: '这份邀请已经结束，没有改动。请刷新列表，看看最新状态。',
    en: 'This invitation is over; nothing was changed. Reload the list and look at its state.',
  },
  'invite.cooldown': {
    zh: '刚刚给出过激活码，请等待 {seconds} 秒再重新发出。',
    en: 'A code was given out a moment ago. Wait {seconds} seconds before the next one.',
  },
  'invite.wrong_code': {
    zh: '登录名或激活码不正确。若收到过新的激活码，旧的已经失效；也可能邀请已被撤回，请向邀请人确认。',
    en: 'The login name or the activation code is not right. A newer code makes the older one invalid, and an invitation may have been revoked: ask who invited you.',
  },
  'invite.expired': {
    zh: '这个激活码已过期。请联系邀请人重新发出。',
    en: 'This activation code has expired. Ask who invited you for another one.',
  },
  'admin.heir_needed': {
    zh: '此人还负责着 {count} 家商户，没有删除。请选一位接手的人。',
    en: 'This person still looks after {count} merchants; nobody was deleted. Choose who takes them over.',
  },
  'admin.owned_out_of_reach': {
    zh: '其中 {count} 家商户不在您的数据范围内，无法移交，没有删除。请联系超级管理员。',
    en: '{count} of the merchants are out of your reach and cannot be handed over; nobody was deleted. Ask a super administrator.',
  },
  'admin.name_mismatch': {
    zh: '输入的姓名与此人不符，没有删除。请照着标题里的姓名输入。',
    en: 'The name typed is not this person’s; nobody was deleted. Type it as it stands in the title.',
  },
  'role.built_in': {
    zh: '内置角色不能修改或删除，没有改动。可以复制一份再修改。',
    en: 'Built-in roles cannot be changed or deleted. Make a copy and change that.',
  },
  'role.not_yours': {
    zh: '这个角色由他人建立，或有您团队以外的人担任，没有改动。请联系超级管理员。',
    en: 'Somebody else made this role, or people outside your team hold it; nothing was changed. Ask a super administrator.',
  },
  'role.conflict': {
    zh: '这个角色刚被他人修改，您的改动没有保存。请重新打开，对照最新内容再修改。',
    en: 'Somebody else has just changed this role; your change was not saved. Open it again and look at the latest state.',
  },
  'role.name_taken': {
    zh: '已有同名的角色，没有保存。请换一个名称。',
    en: 'There is a role of this name; nothing was saved. Choose another name.',
  },
  'role.in_use': {
    zh: '还有 {count} 人担任这个角色，没有删除。请选一个角色接替。',
    en: '{count} people hold this role; it was not deleted. Choose a role in its place.',
  },
  'role.super_replacement': {
    zh: '不能用超级管理员接替别的角色，没有删除。请选另一个角色。',
    en: 'Super administrator cannot take the place of another role; nothing was deleted. Choose another one.',
  },
  'role.not_found': {
    zh: '找不到这个角色，可能刚被删除，没有改动。请刷新后重试。',
    en: 'This role no longer exists; nothing was changed. Reload and try again.',
  },
  'admin.self_change': {
    zh: '不能更改自己的角色或停用自己，没有改动。请由另一位超级管理员操作。',
    en: 'You cannot change your own role or disable yourself; nothing was changed. Another super administrator can.',
  },
  'report.whole_reach': {
    zh: '经营报表涵盖全部商户，而您的数据范围只有一部分，所以不能查看或生成。请看总览，或请管理员调整数据范围。',
    en: 'Monthly reports cover all merchants, and your data scope is a part of them. See the overview, or ask for a wider scope.',
  },
  'report.month_open': {
    zh: '这个月还没有结束，不能定稿。请在下月 1 日以后生成，本月数字请看总览。',
    en: 'This month is not over, so it cannot be frozen. Make the report from the 1st of the next month; see the overview meanwhile.',
  },
  'report.no_data': {
    zh: '这个月没有任何账单，没有可以定稿的数字。请先导入账单。',
    en: 'There are no bills of this month, so there is nothing to freeze. Import the bills first.',
  },
  'report.unchanged': {
    zh: '这个月的数字与最近一版完全相同，没有另存新版本。',
    en: 'The figures of this month are those of the newest version: no other one was made.',
  },
  'report.not_found': {
    zh: '找不到这份报表。请返回列表刷新后再看。',
    en: 'This report cannot be found. Go back to the list and look again.',
  },
  'profit.whole_reach': {
    zh: '公司费用、预算和关账涵盖全部商户，而您的数据范围只有一部分，没有改动。费用请记在您范围内的商户名下，其余请全部范围的同事操作。',
    en: 'Expenses of the company, budgets and closing concern all merchants, and your data scope is a part of them; nothing was changed. Enter expenses under a merchant within your scope, and leave the rest to somebody who sees all.',
  },
  'profit.month_closed': {
    zh: '{month} 已经关账，这个月的费用和预算不能再改动。请改记到未关账的月份，或由有权限的人写明原因重新打开。',
    en: '{month} is closed: its expenses and budgets cannot be changed. Use an open month, or have it reopened for a reason.',
  },
  'profit.month_open': {
    zh: '这个月还没有结束，不能关账。请在下月 1 日以后再关账。',
    en: 'This month is not over and cannot be closed. Close it from the 1st of the next month.',
  },
  'profit.not_closed': {
    zh: '这个月没有关账，不需要重新打开。请刷新后再看。',
    en: 'This month is not closed, so there is nothing to reopen. Look again after reloading.',
  },
  'coupon.known': {
    zh: '这个券批次已经登记过，没有重复登记。请在列表里找到它再修改。',
    en: 'This coupon was noted before; nothing was changed. Find it in the list to change it.',
  },
  'coupon.conflict': {
    zh: '这个券刚被别人改过，您的修改没有保存。请关闭后重新打开，再改一次。',
    en: 'Somebody has just changed this coupon, so yours was not saved. Close it, open it again and repeat your change.',
  },
  'coupon.not_found': {
    zh: '找不到这条优惠券登记，它可能已被删除。请刷新列表。',
    en: 'What was noted of this coupon cannot be found; it may have been deleted. Reload the list.',
  },
  'expense.not_found': {
    zh: '找不到这笔费用，或它不在您的数据范围内。请返回列表刷新后再看。',
    en: 'This expense cannot be found, or is outside your data scope. Go back to the list and look again.',
  },
  'expense.rows_wrong': {
    zh: '表格里有 {count} 行不能入账，一笔都没有记下。请改正或去掉这些行后再导入。',
    en: 'Rows of the table that cannot be entered: {count}. Nothing was stored. Correct them or leave them out, then import again.',
  },
  'expense.cancelled': {
    zh: '这笔费用已经作废过，没有再改动。',
    en: 'This expense was cancelled before; nothing was changed.',
  },
  'txn.not_found': {
    zh: '找不到这笔交易：它的账单可能已被撤销，或不在您的数据范围内。请返回列表刷新后再看。',
    en: 'This transaction cannot be found: its bill may have been undone, or it is outside your data scope. Go back to the list and look again.',
  },
  'txn.not_entered': {
    zh: '只有手工记入的收款和退款可以冲正；这一笔来自账单，或本身就是冲正。账单导错了，请在账单导入里撤销整批。',
    en: 'Only receipts and refunds entered by hand can be cancelled; this one came with a bill, or is a cancellation itself. If the bill was wrong, undo its batch under Bills.',
  },
  'txn.corrected': {
    zh: '这一笔已经冲正过，没有再记一次。请打开详情，看同一单号的冲正记录。',
    en: 'This entry was cancelled before; nothing was entered again. Its details show the cancellation under the same number.',
  },
  'txn.number_taken': {
    zh: '这家商户已有同一单号的一笔：{day} {time}，{amount}。这一笔没有记入，请核对单号。',
    en: 'This merchant already has one under the same number: {day} {time}, {amount}. Nothing was entered; please check the number.',
  },
  'merchant.not_found': {
    zh: '找不到这家商户，可能已被删除。请看回收站。',
    en: 'This merchant cannot be found; it may have been deleted. Look in the recycle bin.',
  },
  'merchant.out_of_reach': {
    zh: '这家商户不在您的数据范围内，没有保存。请核对省市区，或请管理员调整您的数据范围。',
    en: 'This merchant would be outside your data scope, so it was not saved. Check province, city and district, or ask for a wider scope.',
  },
  'merchant.conflict': {
    zh: '您编辑期间，这家商户已被别人修改。您的内容还在，尚未保存；请比较后再决定。',
    en: 'Somebody changed this merchant while you were editing. Your text is kept but not saved; compare and decide.',
  },
  'merchant.uscc_taken': {
    zh: '已有商户使用这个统一社会信用代码[（{merchantNo}）]，尚未保存。',
    en: 'Another merchant already has this USCC[ ({merchantNo})]; nothing was saved.',
  },
  'merchant.status_not_allowed': {
    zh: '当前状态不能这样变更，没有改动。',
    en: 'This change of status is not possible now; nothing was changed.',
  },
  'merchant.delete_not_allowed': {
    zh: '只有草稿或已注销的商户可以删除，没有改动。请先改变状态。',
    en: 'Only drafts and closed merchants can be deleted; nothing was changed. Change the status first.',
  },
  'import.batch_not_found': {
    zh: '找不到这次导入。请刷新导入历史。',
    en: 'This import cannot be found. Please reload the import history.',
  },
  'import.already_reverted': {
    zh: '这次导入已经撤销过了，没有再次改动。',
    en: 'This import was undone already; nothing was changed again.',
  },
  'import.same_file': {
    zh: '同一个文件以前导入过，因此没有写入。确实要再导入一次时，请勾选确认。',
    en: 'This very file was imported before, so nothing was written. Confirm if you do want to import it again.',
  },
  'import.table_moved_on': {
    zh: '检查之后商户数据有了变化，因此没有写入。请重新检查一遍再提交。',
    en: 'The merchants changed after the check, so nothing was written. Check again, then commit.',
  },
  'import.nothing_to_do': {
    zh: '没有可以导入的行，数据没有改动。请更正标红的行，或换一个文件。',
    en: 'There is no row to import; nothing was changed. Correct the marked rows, or choose another file.',
  },
  'import.session_gone': {
    zh: '这次导入已经结束，没有写入。请重新选择文件。',
    en: 'This import session has ended and nothing was written. Please choose the file again.',
  },
  'export.too_many_rows': {
    zh: '共 {rows} 行，一张 .xlsx 表最多放 {limit} 行，没有导出，以免缺行。请缩小筛选范围分几次导出，或改用 .csv。',
    en: 'There are {rows} rows and an .xlsx sheet holds {limit}, so nothing was exported rather than leaving rows out. Narrow the filter and export in parts, or use .csv.',
  },
  'import.rows_invalid': {
    zh: '还有[ {count} ]行需要更正，因此没有写入。请更正，或选择只导入正确的行。',
    en: 'Some rows[ ({count})] still need correcting, so nothing was written. Correct them, or import only the good ones.',
  },
  'import.pending_gone': {
    zh: '没有可以继续的导入：可能已经提交、放弃，或者超过七天。请重新选择文件。',
    en: 'There is no unfinished import to go on with: it was committed, discarded, or is older than a week. Choose the file again.',
  },
  'file.empty': {
    zh: '文件是空的，没有导入。请换一个文件。',
    en: 'The file is empty; nothing was imported. Choose another one.',
  },
  'file.too_large': {
    zh: '文件太大，没有导入[（上限 {limit}）]。请拆成几个文件。',
    en: 'The file is too large and was not read[ (limit {limit})]. Please split it.',
  },
  'file.not_found': {
    zh: '找不到这个文件。请确认它没有被移动或改名。',
    en: 'The file cannot be found. Check that it was not moved or renamed.',
  },
  'file.unreadable': {
    zh: '文件读不出来，没有导入。它可能正被别的程序占用，或选择后被改动；请重新选择。',
    en: 'The file cannot be read; nothing was imported. It may be in use or have changed; choose it again.',
  },
  'file.unknown_encoding': {
    zh: '文字编码不是 UTF-8、GBK 或 UTF-16（可能是 Big5、Shift-JIS 等），没有导入。请在 Excel 中打开核对，另存为 .xlsx。',
    en: 'The text is not in UTF-8, GBK or UTF-16 (perhaps Big5 or Shift-JIS); nothing was imported. Open it in Excel and save it as .xlsx.',
  },
  'file.unsupported_format': {
    zh: '不支持这种文件[（{format}）]。请用能打开它的程序另存为 .xlsx 或 .csv 再导入。',
    en: 'This kind of file[ ({format})] is not supported. Save it as .xlsx or .csv in a program that opens it, and import that.',
  },
  'file.encrypted': {
    zh: '文件是加密的（有打开密码或写保护），读不出来。请在 Excel 或 WPS 中打开，去掉密码和保护，另存后再导入。',
    en: 'The file is encrypted (a password to open it, or write protection) and cannot be read. Open it in Excel or WPS, remove password and protection, save, and import again.',
  },
  'file.damaged': {
    zh: '文件已损坏，没有导入。请在 Excel 或 WPS 中打开并另存，或向对方再要一份。',
    en: 'The file is damaged; nothing was imported. Open it in Excel or WPS and save it again, or ask for a fresh copy.',
  },
  'file.truncated': {
    zh: '文件不完整，可能没有下载或传输完，没有导入。请重新下载，或向对方再要一份。',
    en: 'The file is incomplete, as after a broken download; nothing was imported. Download it again, or ask for a fresh copy.',
  },
  'file.archive': {
    zh: '这是压缩包，没有导入。请先解压，再选择里面的表格文件[（{inside}）]。',
    en: 'This is an archive; nothing was imported. Unpack it first, then choose the spreadsheet inside[ ({inside})].',
  },
  'file.bomb': {
    zh: '文件解压后大得反常，出于安全没有读取。请确认来源。',
    en: 'The file unpacks to an abnormal size and was refused for safety. Check where it came from.',
  },
  'file.too_many_rows': {
    zh: '行数太多，没有导入[（上限 {limit} 行）]。请拆成几个文件。',
    en: 'The file has too many rows and was not imported[ (limit {limit})]. Please split it.',
  },
  'file.too_many_columns': {
    zh: '列数太多，没有导入[（上限 {limit} 列）]。请删去不用的列。',
    en: 'The file has too many columns and was not imported[ (limit {limit})]. Remove those not needed.',
  },
  'file.too_many_cells': {
    zh: '单元格太多，没有导入。请拆成几个文件。',
    en: 'The file has too many cells and was not imported. Please split it.',
  },
  'file.cell_too_long': {
    zh: '有单元格超过表格允许的长度（32,767 个字符），没有导入。请缩短它的内容，或删去那一列。',
    en: 'A cell is longer than a spreadsheet allows (32,767 characters), so nothing was imported. Shorten it, or remove its column.',
  },
  'file.no_sheets': {
    zh: '文件里没有工作表。请换一个文件。',
    en: 'The file holds no sheet. Choose another one.',
  },
  'file.no_data': {
    zh: '表头下面没有数据，没有导入。请检查是否选对了工作表。',
    en: 'There is no data below the header; nothing was imported. Check that the right sheet is chosen.',
  },
  'file.template_empty': {
    zh: '这份导入模板还没有填写（示例行不会导入）。请从第 2 行起填写，保存后再导入。',
    en: 'This import template is not filled in yet (the example row is not imported). Fill it in from row 2 on, save it and import it again.',
  },
  'file.template_other': {
    zh: '这份模板是用来导入其他资料的，不是商户模板，没有导入。请到对应的导入页面使用，或在这里下载商户模板重新填写。',
    en: 'This template is for importing something else, not merchants; nothing was imported. Use it on the page it is for, or download the merchant template here.',
  },
  'file.no_header': {
    zh: '没有找到表头行。请指出哪一行是表头，或使用模板。',
    en: 'No header row was found. Point out which row it is, or use the template.',
  },
  'file.forbidden_xml': {
    zh: '文件内含不允许的内容，出于安全没有读取。请在 Excel 或 WPS 中另存后再试。',
    en: 'The file contains something that is not allowed and was refused for safety. Save it again in Excel or WPS.',
  },
  'file.timeout': {
    zh: '读取时间过长，已停止，没有导入。请拆成几个文件。',
    en: 'Reading took too long and was stopped; nothing was imported. Please split the file.',
  },
  // Params `wechat` and `alipay` are empty: their presence picks the words.
  'file.personal_bill': {
    zh: '这是[{wechat}微信支付的][{alipay}支付宝的]个人账单，不是商户账单，没有导入。请登录[{wechat}微信支付商户平台][{alipay}支付宝商家平台]下载商户账单。',
    en: "This is a personal bill[{wechat} of WeChat Pay][{alipay} of Alipay], not a merchant's; nothing was imported. Download the merchant bill from the [{wechat}WeChat Pay ][{alipay}Alipay ]merchant platform.",
  },
  'file.kind_unsupported': {
    zh: '这类文件目前还不能在这里导入，没有改动。',
    en: 'Files of this kind cannot be imported here yet; nothing was changed.',
  },
  'file.html_not_table': {
    zh: '这是网页文件，里面没有可用的表格。请另存为 .xlsx 或 .csv。',
    en: 'This is a web page without a usable table. Save it as .xlsx or .csv.',
  },
  'file.mapping_incomplete': {
    zh: '还有必填字段没有对应的列[：{fields}]。请先指定。',
    en: 'Some required fields have no column yet[: {fields}]. Please assign them first.',
  },
  'file.write_failed': {
    zh: '文件没有写成，程序里的数据不受影响。请检查磁盘空间和文件夹权限，或换个位置。',
    en: 'The file could not be written; the data in the program is not affected. Check space and permissions, or choose another place.',
  },
  'backup.not_a_backup': {
    zh: '这不是商户管家的备份文件，没有改动任何数据。请选择扩展名为 mbak 的文件。',
    en: 'This is not a backup of Merchant Desk; nothing was changed. Choose a file ending in .mbak.',
  },
  'backup.damaged': {
    zh: '这份备份文件已损坏[（第 {index} 块）]，不能用来恢复；现有数据没有改动。请换用另一份备份。',
    en: 'This backup file is damaged[ (chunk {index})] and cannot be restored; your present data was not touched. Use another backup.',
  },
  'backup.newer_version': {
    zh: '这份备份由更新的版本（{version}）制作，本版本读不了，没有改动任何数据。请先升级程序。',
    en: 'This backup was made by a newer version ({version}) than this one can read; nothing was changed. Update the program first.',
  },
  'backup.wrong_secret': {
    zh: '登录名、密码或恢复码与这份备份不符，文件本身完好。请用制作备份时超级管理员的密码。',
    en: 'The sign-in name, password or recovery code does not open this backup; the file itself is intact. Use the password the super administrator had when it was made.',
  },
  'backup.no_such_key': {
    zh: '这份备份不能用这种方式打开，文件本身完好。请改用当时超级管理员的密码、恢复码或备份密码。',
    en: 'This backup cannot be opened that way; the file itself is intact. Use the password or recovery code of a super administrator of that time, or the backup password.',
  },
  'backup.unreadable': {
    zh: '读不到这份备份文件，没有改动任何数据。请检查磁盘是否已接好、文件是否还在。',
    en: 'This backup file cannot be read; nothing was changed. Check that the disk is connected and the file is still there.',
  },
  'bill.repeated_file': {
    zh: '内容与“{file}”完全相同，只读一次，不会重复计入。',
    en: 'The very same content as “{file}”: read once, and not counted twice.',
  },
  'bill.layout_not_found': {
    zh: '找不到这个表格格式，可能已被删除，没有改动。请刷新后再试。',
    en: 'This table layout cannot be found, it may have been deleted; nothing was changed. Refresh and try again.',
  },
  'bill.unknown_layout': {
    zh: '看不懂这份账单的列[（{columns}）]，没有导入。请直接下载原始账单（微信、支付宝、收单机构或网银），不要删改表头；其他表格可以自己指定各列。',
    en: 'The columns of this bill are not known[ ({columns})]; nothing was imported. Download it afresh from the provider or bank, and leave its header as it is; of any other table, name the columns yourself.',
  },
  'bill.truncated': {
    zh: '账单不完整：末尾的汇总缺失[，只有 {rows} 行]，可能没有下载完或被截断，没有导入。请重新下载。',
    en: 'The bill is incomplete: the summary at its end is missing[ after {rows} rows], as after a broken download; nothing was imported. Download it again.',
  },
  'bill.resaved': {
    zh: '账单用 Excel 保存过，单号变成了科学计数或丢了末位[（第 {row} 行起，共 {count} 行）]，无法核对，没有导入。请重新下载原始账单。',
    en: 'A spreadsheet has saved this bill and spoilt its order numbers[ ({count} rows, from row {row})]; nothing was imported. Download the original again.',
  },
  'bill.rows_doubled': {
    zh: '账单里有重复的行[（{count} 行）]，而汇总把它们都算了进去，不能采信，没有导入。请重新下载原始账单。',
    en: 'Rows of this bill repeat others[ ({count})] and its summary counts them too, so it cannot be trusted; nothing was imported. Download the original again.',
  },
  'bill.rows_unreadable': {
    zh: '账单里有读不懂的行[（{count} 行，第一处在第 {row} 行）]，没有导入，已有数据不变。请重新下载原始账单。',
    en: 'Some rows of this bill cannot be read[ ({count}, the first is row {row})]; nothing was imported or changed. Download the original again.',
  },
  'bill.totals_mismatch': {
    zh: '账单自己的汇总与明细不符[：{what}写的是 {claimed}，逐行相加是 {computed}]，没有导入，已有数据不变。请重新下载原始账单。',
    en: 'The bill contradicts itself[: it states {claimed} for {what}, its rows add up to {computed}]; nothing was imported or changed. Download the original again.',
  },
  'bill.balance_broken': {
    zh: '流水的余额接不上[：第 {row} 行应为 {expected}，实为 {found}]，可能缺行或被改过，没有导入。请从网银重新下载。',
    en: 'The balances of this statement do not follow from each other[: row {row} should be {expected} and is {found}], so rows are missing or changed; nothing was imported. Download it again.',
  },
  'bill.batch_not_found': {
    zh: '找不到这批账单，没有改动。请刷新后再试。',
    en: 'This batch of bills cannot be found; nothing was changed. Refresh and try again.',
  },
  'bill.already_reverted': {
    zh: '这批账单已经撤销过，没有改动。',
    en: 'This batch of bills was undone before; nothing was changed.',
  },
  'bill.leaned_on': {
    zh: '后来导入的账单[“{file}”]与这批有相同的交易，那些交易只存了一份，没有改动。请先撤销那一批，再撤销这批。',
    en: 'A bill imported later[ ("{file}")] shares transactions with this batch, which are stored once only; nothing was changed. Undo that batch first.',
  },
  'bill.not_proven': {
    zh: '账单的合计与明细对不上，没有导入，已有数据不变。请重新下载并选择账单。',
    en: 'The sums of the bill do not agree with its lines; nothing was imported or changed. Download and choose it again.',
  },
  'channel.not_found': {
    zh: '找不到这个渠道商户号，没有改动。请刷新后再试。',
    en: 'This merchant number cannot be found; nothing was changed. Refresh and try again.',
  },
  'backup.folder_unusable': {
    zh: '备份文件夹不能用，这次没有备份成功；现有数据和以前的备份都完好。请检查磁盘或 U 盘是否接好、是否可写，或另选位置。',
    en: 'The backup folder cannot be used, so no backup was made; your data and earlier backups are intact. Check that the disk or USB stick is connected and writable, or choose another place.',
  },
  'backup.no_room': {
    zh: '备份位置的空间不够，这次没有备份；现有数据和以前的备份都完好。请清理磁盘或另选位置。',
    en: 'There is not enough room where backups go, so none was made; your data and earlier backups are intact. Free some space or choose another place.',
  },
  'backup.key_missing': {
    zh: '还没有人登录过，暂时不能备份。登录一次后即可自动备份。',
    en: 'Nobody has signed in yet, so no backup can be made. After one sign-in backups run by themselves.',
  },
  'backup.not_intact': {
    zh: '这份备份读得出，但内容没有通过完整性检查（{table}），没有用它恢复；现有数据没有改动。请换用另一份备份。',
    en: 'This backup can be read, but its content failed the integrity check ({table}), so it was not restored; your present data was not touched. Use another backup.',
  },
  'backup.no_usable_super': {
    zh: '用这个登录名和密码登录不了恢复后的数据，为了不把所有人锁在外面，没有恢复。请用备份当时超级管理员的密码或恢复码。',
    en: 'That name and password could not sign in to the restored data, so nothing was restored: nobody must be locked out. Use the password or recovery code a super administrator had at that time.',
  },
  'backup.staging_gone': {
    zh: '准备好的恢复已经失效，没有改动任何数据。请重新选择备份。',
    en: 'The restore that was made ready is gone; nothing was changed. Choose the backup again.',
  },
  'backup.nothing_to_undo': {
    zh: '没有可以撤销的恢复（只保留七天），数据没有改动。',
    en: 'There is no restore to take back (it is kept for seven days); nothing was changed.',
  },
  'backup.last_verified': {
    zh: '这是唯一一份已验证的备份，没有删除。请先做一份新的备份。',
    en: 'This is the only verified backup, so it was not deleted. Make a new one first.',
  },
  'backup.wrong_file_password': {
    zh: '备份密码不对，文件本身完好，没有改动任何数据。请输入制作这份备份时设置的密码；程序不保存它，也没有别的办法打开。',
    en: 'The backup password is wrong; the file itself is intact and nothing was changed. Enter the password that was set when this backup was made; the program does not keep it, and there is no other way in.',
  },
  'backup.second_same': {
    zh: '这个文件夹和现在的备份位置是同一处，放两份等于一份；没有改动。请另选一个文件夹，最好在 U 盘或另一台电脑上。',
    en: 'That folder is where backups go already: two copies there are one. Nothing was changed; choose another folder, best on a USB stick or another computer.',
  },
  'backup.part_foreign': {
    zh: '这份备份来自另一次安装，密钥不同，只能整份恢复；现有数据没有改动。请选择恢复全部数据。',
    en: 'This backup is of another installation with other keys, so it can only be restored as a whole; your present data was not touched. Choose to restore everything.',
  },
  'backup.part_incomplete': {
    zh: '只恢复选定的部分会让 {count} 处引用落空（{table}），没有恢复；现有数据没有改动。请把被引用的部分（{needs}）一并选上。',
    en: 'Restoring only these parts would leave {count} references ({table}) leading nowhere, so nothing was restored; your present data was not touched. Choose what they refer to ({needs}) as well.',
  },
  'backup.not_lost': {
    zh: '数据还在，这项操作只用于数据丢失之后；没有改动。请登录后在“备份与恢复”里操作。',
    en: 'The data is still there; this is only for when it was lost. Nothing was changed. Sign in and use Backup and restore.',
  },
  'bridge.sender_denied': {
    zh: '请求来源不对，已被拒绝。请重新打开程序。',
    en: 'The request came from the wrong place and was refused. Please reopen the program.',
  },
  'bridge.payload_invalid': {
    zh: '请求内容不对，已被拒绝，数据没有改动。请重试。',
    en: 'The request was malformed and refused; nothing was changed. Please try again.',
  },
  'bridge.payload_too_large': {
    zh: '一次传送的内容太大，已被拒绝，数据没有改动。',
    en: 'Too much was sent at once and it was refused; nothing was changed.',
  },
  'bridge.rate_limited': {
    zh: '操作太快，请稍等一下再试。',
    en: 'That was too fast. Wait a moment and try again.',
  },
  'bridge.token_invalid': {
    zh: '所选文件已失效。请重新选择。',
    en: 'The chosen file is no longer valid. Please choose it again.',
  },
  'bridge.target_refused': {
    zh: '不能保存到这个位置。请换一个文件夹。',
    en: 'Saving to this place is not possible. Choose another folder.',
  },
  'bridge.not_available': {
    zh: '当前的运行方式不支持这项功能，数据没有改动。',
    en: 'This is not available in the way the program runs now; nothing was changed.',
  },
};

/** The words for an error in the user's language, with its params filled in. */
export function toErrorText(error: Pick<AppError, 'code' | 'params' | 'incident'>, locale: 'zh' | 'en'): string {
  const params: Record<string, string | number> = { ...error.params };
  if (error.incident) params.incident = error.incident;
  const fill = (part: string): string => part.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
  const hasAll = (part: string): boolean => [...part.matchAll(/\{(\w+)\}/g)].every((m) => params[m[1]!] !== undefined);
  return fill(
    ERROR_TEXTS[error.code][locale].replace(/\[([^\]]*)\]/g, (_, part: string) => (hasAll(part) ? part : '')),
  );
}
