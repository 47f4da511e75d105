import { part } from './dom.ts';

const CHOSEN = 'sandbox-theme';

/** Dark or light: as the system has it until one chooses, and then as chosen. */
export function keepTheme(apply: (light: boolean) => void): void {
  const system = matchMedia('(prefers-color-scheme: light)');
  const button = part('theme');
  const draw = () => {
    const light = (localStorage.getItem(CHOSEN) ?? (system.matches ? 'light' : 'dark')) === 'light';
    document.documentElement.dataset.theme = light ? 'light' : 'dark';
    button.textContent = light ? 'Dark' : 'Light';
    button.setAttribute('aria-label', light ? 'Use dark colours' : 'Use light colours');
    apply(light);
  };
  button.addEventListener('click', () => {
    localStorage.setItem(CHOSEN, document.documentElement.dataset.theme === 'light' ? 'dark' : 'light');
    draw();
  });
  system.addEventListener('change', draw);
  draw();
}
