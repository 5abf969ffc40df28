import { mount } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import FileChooser from '@renderer/ui/FileChooser.vue';

function show(props: { accept?: string; many?: 'files' | 'folder' } = {}) {
  return mount(FileChooser, { props, attrs: { type: 'primary', disabled: false }, slots: { default: '选择文件' } });
}

it('is one button to those who see it and to those who do not', () => {
  const chooser = show({ accept: '.csv' });
  const button = chooser.get('button');
  expect(button.text()).toBe('选择文件');
  expect(button.classes()).toContain('el-button--primary');
  const input = chooser.get('input');
  expect(input.attributes()).toMatchObject({ tabindex: '-1', 'aria-hidden': 'true', accept: '.csv' });
});

it('opens the dialog of files, hands out what was chosen, and lets the same be chosen again', async () => {
  const chooser = show();
  const input = chooser.get('input');
  const opened = vi.spyOn(input.element, 'click').mockImplementation(() => undefined);
  await chooser.get('button').trigger('click');
  expect(opened).toHaveBeenCalledOnce();
  const file = new File(['a'], '费用.csv');
  const emptied = vi.fn();
  Object.defineProperty(input.element, 'files', { value: [file] });
  Object.defineProperty(input.element, 'value', { set: emptied });
  await input.trigger('change');
  expect(chooser.emitted('files')).toEqual([[[file]]]);
  expect(emptied).toHaveBeenCalledWith('');
});

it('lets several files be chosen, or a folder', () => {
  expect(show({ many: 'files' }).get('input').element.multiple).toBe(true);
  expect(show({ many: 'folder' }).get('input').element.hasAttribute('webkitdirectory')).toBe(true);
  expect(show().get('input').element.hasAttribute('webkitdirectory')).toBe(false);
});
