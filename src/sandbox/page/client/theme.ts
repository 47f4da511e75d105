import { icon, part } from './dom.ts';

const CHOSEN = 'sandbox-theme';

/** Dark or light: as the system has it until one chooses, and then as chosen. */
export function keepTheme(apply: (light: boolean) => void): void {
  const system = matchMedia('(prefers-color-scheme: light)');
  const button = part('theme');
  const draw = () => {
    const light = (localStorage.getItem(CHOSEN) ?? (system.matches ? 'light' : 'dark')) === 'light';
    document.documentElement.dataset.theme = light ? 'light' : 'dark';
    const label = light ? 'Use dark colours' : 'Use light colours';
    button.replaceChildren(icon(light ? 'moon' : 'sun'));
    button.title = label;
    button.setAttribute('aria-label', label);
    apply(light);
  };
  button.addEventListener('click', () => {
    localStorage.setItem(CHOSEN, document.documentElement.dataset.theme === 'light' ? 'dark' : 'light');
    draw();
  });
  system.addEventListener('change', draw);
  draw();
}
