/** A menu closes when somebody clicks elsewhere or presses Escape, as people expect of menus. */
export function closeMenus(menu: HTMLDetailsElement): void {
  document.addEventListener('click', ({ target }) => {
    if (menu.open && target instanceof Node && !menu.contains(target)) menu.open = false;
  });
  menu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
}
