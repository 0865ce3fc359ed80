/** A part that the page's template promises; its absence is a fault in the template. */
export function part<E extends Element>(within: ParentNode, selector: string): E {
  const found = within.querySelector<E>(selector);
  if (!found) throw new Error(`The page lacks ${selector}`);
  return found;
}
