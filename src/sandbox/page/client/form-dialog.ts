import type { ShownForm, ShownInput } from '../../driver/shown.ts';
import { h } from './dom.ts';
import { entityChoices } from './entities.ts';
import type { Here } from './names.ts';

interface FormParts {
  form: ShownForm;
  here: Here;
  send(values: Record<string, string>): void;
}

/** A window with inputs, as the bot asked for it. */
export function openForm({ form, here, send }: FormParts): void {
  const back = document.activeElement;
  const inputs = form.inputs.map(input => ({ id: input.customId, field: drawInput(input, here) }));
  const dialog = h(
    'dialog',
    { class: 'dialog', 'aria-labelledby': 'form-title' },
    h(
      'form',
      { method: 'dialog' },
      h('h2', { id: 'form-title' }, form.title),
      ...inputs.map(({ field }) => field.element),
      h(
        'div',
        { class: 'dialog-buttons' },
        h('button', { type: 'button', class: 'quiet', on: { click: () => dialog.close() } }, 'Cancel'),
        h('button', { type: 'submit', class: 'send' }, 'Submit'),
      ),
    ),
  );
  dialog.addEventListener('submit', () => send(Object.fromEntries(inputs.map(({ id, field }) => [id, field.value()]))));
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (back instanceof HTMLElement) back.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function drawInput(input: ShownInput, here: Here): { element: HTMLElement; value(): string } {
  const id = `input-${input.customId}`;
  const label = h(
    'label',
    { for: id },
    input.label,
    input.required ? h('span', { class: 'required' }, ' *') : undefined,
  );
  const { required } = input;
  if (input.kind === 'select') {
    const { select } = input;
    const choices = select.type === 3 ? select.options : entityChoices(select.type, here);
    const field = h(
      'select',
      { id, required },
      h('option', { value: '', label: select.placeholder ?? 'Choose' }),
      ...choices.map(it => h('option', { value: it.value, label: it.label })),
    );
    return { element: h('div', { class: 'input' }, label, field), value: () => field.value };
  }
  const limits = { id, required, minlength: input.minLength || undefined, maxlength: input.maxLength };
  const field = input.long ? h('textarea', { ...limits, rows: 5 }) : h('input', { ...limits, type: 'text' });
  field.value = input.value;
  return { element: h('div', { class: 'input' }, label, field), value: () => field.value };
}
