import type { Button, Select } from '../../schema/components.ts';
import type { PageMessage } from '../protocol.ts';
import type { MessageActions } from './actions.ts';
import { nodes } from './dom.ts';
import { PageButton } from './elements.ts';
import { entityChoices } from './entities.ts';
import type { Names } from './names.ts';
import { selectMenu } from './select-menu.ts';

/** The buttons and select menus of a message. */
export function drawRows(message: PageMessage, names: Names, actions: MessageActions): HTMLElement[] {
  return message.components.map(({ components }, row) => {
    const element = document.createElement('discord-action-row');
    components.forEach((component, column) => {
      // By place, not by id: after a press the same button has another id.
      const key = `${message.id} ${row} ${column}`;
      element.append(
        component.type === 2
          ? drawButton(component, key, message, actions)
          : drawSelect(component, key, message, names, actions),
      );
    });
    return element;
  });
}

/** By Discord's number of the style. */
const STYLES = [undefined, 'primary', 'secondary', 'success', 'destructive'] as const;

function drawButton(button: Button, key: string, message: PageMessage, actions: MessageActions): HTMLElement {
  const element = new PageButton();
  element.dataset.key = key;
  element.disabled = button.disabled ?? false;
  element.append(...nodes([[button.emoji?.name, button.label].filter(Boolean).join(' ')]));
  if (button.url) element.url = button.url;
  else element.type = STYLES[button.style] ?? 'secondary';
  const { custom_id: customId } = button;
  if (customId) {
    element.addEventListener('click', () => {
      if (!element.disabled) actions.press(message, customId);
    });
  }
  return element;
}

function drawSelect(
  select: Select,
  key: string,
  message: PageMessage,
  names: Names,
  actions: MessageActions,
): HTMLElement {
  const choices =
    select.type === 3
      ? select.options.map(({ label, value, description }) => ({
          label,
          value,
          ...(description && { detail: description }),
        }))
      : entityChoices(select.type, names.here);
  return selectMenu({
    key,
    label: select.placeholder ?? 'Choose',
    choices,
    least: select.min_values ?? 1,
    most: select.max_values ?? 1,
    disabled: select.disabled ?? false,
    onChosen: values => actions.choose(message, select.custom_id, values),
  });
}
