import { mount, type VueWrapper } from '@vue/test-utils';
import { defineComponent, h, nextTick, type Component } from 'vue';
import { createI18n } from 'vue-i18n';
import { createMemoryHistory, createRouter } from 'vue-router';
import imports from '@renderer/app/locale/zh/imports';
import ui from '@renderer/app/locale/zh/ui';
import { useImport, type ImportFlow, type SheetWorker } from '@renderer/features/imports/use-import';
import type { WizardStep } from '@shared/imports/wizard';

const datetimeFormats = { zh: { long: { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } } } as const;

export interface MountedStep {
  wrapper: VueWrapper;
  flow: ImportFlow;
}

/** One step of the wizard over a worker of its own, drawn while the wizard stands there. Unmount it after the test. */
export function mountStep(step: Component, at: WizardStep, worker: SheetWorker): MountedStep {
  let flow: ImportFlow | undefined;
  const Holder = defineComponent({
    setup() {
      flow = useImport(() => Promise.resolve(worker));
      return () => (flow!.state.value.step === at ? h(step, { flow, locale: 'zh' } as never) : null);
    },
  });
  const empty = { render: () => null };
  const routes = ['merchants', 'import-history'].map((name) => ({ path: `/${name}`, name, component: empty }));
  const wrapper = mount(Holder, {
    attachTo: document.body,
    global: {
      plugins: [
        createI18n({ legacy: false, locale: 'zh', messages: { zh: { imports, ui } }, datetimeFormats }),
        createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: empty }, ...routes] }),
      ],
      stubs: { transition: false },
    },
  });
  return { wrapper, flow: flow! };
}

/** Lets every answer that is on its way arrive and be drawn. */
export async function settle(rounds = 16): Promise<void> {
  for (let i = 0; i < rounds; i++) {
    await Promise.resolve();
    await nextTick();
  }
}

export function buttonOf(root: ParentNode, text: string): HTMLButtonElement {
  const found = [...root.querySelectorAll('button')].find((button) => button.textContent.includes(text));
  if (!found) throw new Error(`no button "${text}"`);
  return found;
}
