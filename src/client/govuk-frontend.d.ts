/** The package brings no types; these are the parts that the pages use. */
declare module 'govuk-frontend' {
  interface ComponentClass {
    new (element: HTMLElement): unknown;
    readonly moduleName: string;
  }
  export const ErrorSummary: ComponentClass;
  export const PasswordInput: ComponentClass;
  export const SkipLink: ComponentClass;
  export function createAll(component: ComponentClass): unknown[];
}
