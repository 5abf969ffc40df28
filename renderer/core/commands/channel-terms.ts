import { z } from 'zod/mini';
import { SETTLE_CYCLES, type ChannelTermsCommandIo } from '@shared/contracts/channel-terms';
import { isOfChannel, PAY_METHODS } from '@shared/rules/pay-method';
import { MAX_RATE_PPM } from '@shared/rules/rate';
import { diffFields } from '@renderer/data/unit-of-work';
import { bizDateSchema, channelIdSchema, KINDS } from '../bills/inputs';
import { contractOf, NO_TERMS, planText, requireAccount, sortedPlans } from '../bills/terms';
import { defineCommand, refuse } from '../define';

const MOST_FEE_FEN = 100_000_000;
const day = z.union([z.literal(''), bizDateSchema]);
const fee = z.int().check(z.gte(0), z.lte(MOST_FEE_FEN));

const termsSchema = z
  .strictObject({
    id: channelIdSchema,
    settleCycle: z.enum(SETTLE_CYCLES),
    contractFrom: day,
    contractTo: day,
    billFormat: z.union([z.literal(''), z.enum(KINDS)]),
  })
  .check(
    z.refine(({ contractFrom, contractTo }) => contractFrom === '' || contractTo === '' || contractFrom <= contractTo),
  ) as unknown as z.ZodMiniType<ChannelTermsCommandIo['channel.setTerms']['input']>;

const planSchema = z
  .strictObject({
    id: channelIdSchema,
    from: bizDateSchema,
    method: z.optional(z.enum(PAY_METHODS)),
    ratePpm: z.int().check(z.gte(0), z.lte(MAX_RATE_PPM)),
    minFeeFen: fee,
    maxFeeFen: fee,
    refundFee: z.enum(['returned', 'kept']),
  })
  .check(z.refine(({ minFeeFen, maxFeeFen }) => maxFeeFen === 0 || minFeeFen <= maxFeeFen)) as unknown as z.ZodMiniType<
  ChannelTermsCommandIo['channel.addPlan']['input']
>;

export const channelSetTerms = defineCommand<'channel.setTerms', { label: string }>({
  name: 'channel.setTerms',
  access: 'channel:link',
  zh: '登记渠道合同',
  en: 'Set the terms of a channel',
  tables: ['channelTerms'],
  input: termsSchema,
  prepare: (ctx, { id }) => requireAccount(ctx, id),
  async run(uow, input, { label }) {
    const { id } = input;
    const before = (await uow.table('channelTerms').get(id)) ?? { ...NO_TERMS, id };
    const after = contractOf(input);
    const diff = diffFields(Object.keys(after), { ...before }, { ...after });
    if (diff.length === 0) return;
    await uow.table('channelTerms').put({ ...before, ...after });
    uow.record({ targetType: 'channelAccount', targetId: id, targetLabel: label, diff });
  },
});

export const channelAddPlan = defineCommand<'channel.addPlan', { label: string }>({
  name: 'channel.addPlan',
  access: 'channel:link',
  zh: '登记渠道费率',
  en: 'Add a fee plan to a channel',
  tables: ['channelTerms'],
  input: planSchema,
  async prepare(ctx, { id, method }) {
    const account = await requireAccount(ctx, id);
    if (method && !isOfChannel(method, account.channel))
      refuse('input.invalid', { issues: [{ field: 'payMethod', code: 'invalid' }] });
    return account;
  },
  async run(uow, { id, ...entry }, { label }) {
    const before = (await uow.table('channelTerms').get(id)) ?? { ...NO_TERMS, id };
    const plan = { ...entry, at: uow.now, byName: uow.actor?.name ?? '' };
    await uow.table('channelTerms').put({ ...before, plans: sortedPlans([...before.plans, plan]) });
    uow.record({
      targetType: 'channelAccount',
      targetId: id,
      targetLabel: label,
      diff: [
        { field: 'feePlan', before: '', after: planText(plan) },
        ...(plan.method ? [{ field: 'payMethod', before: '', after: plan.method }] : []),
        { field: 'planFrom', before: '', after: plan.from },
        { field: 'refundFee', before: '', after: plan.refundFee },
      ],
    });
  },
});

export const channelTermsCommands = [channelSetTerms, channelAddPlan] as const;
