import { ValidationPipe } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, ValidationError } from 'class-validator';
import { Facts, FieldError, Problem } from '../problems/problem';

/** Nested fields are named as forms name them: items[0].quantity. */
function fieldErrors(errors: readonly ValidationError[], path = ''): FieldError[] {
  return errors.flatMap((error) => {
    const field =
      path === ''
        ? error.property
        : /^\d+$/.test(error.property)
          ? `${path}[${error.property}]`
          : `${path}.${error.property}`;
    const own = Object.entries(error.constraints ?? {}).slice(0, 1).map(([constraint, text]) => ({ field, ...readMessage(constraint, text) })); // prettier-ignore
    return [...own, ...fieldErrors(error.children ?? [], field)];
  });
}

function readMessage(constraint: string, text: string): { key: string; params?: Facts } {
  if (text.startsWith('{')) return JSON.parse(text) as { key: string; params?: Facts };
  return { key: constraint === 'whitelistValidation' ? 'validation.unknownField' : 'validation.invalid' };
}

const toProblem = (errors: ValidationError[]): Problem =>
  new Problem('invalid-input', { errors: fieldErrors(errors) });

/** For JSON bodies: unknown fields are refused, each fault names its field. */
export const jsonValidation = new ValidationPipe({
  transform: true,
  whitelist: true,
  forbidNonWhitelisted: true,
  stopAtFirstError: true,
  exceptionFactory: toProblem,
});

/** Sets a nested field to nothing: a value that has no right form is not looked at any further. */
function withoutField(record: object, field: string): void {
  const steps = field.split(/[[\].]+/).filter((part) => part !== '');
  const last = steps.pop()!;
  const holder = steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], record); // prettier-ignore
  if (typeof holder === 'object' && holder !== null) (holder as Record<string, unknown>)[last] = null;
}

/**
 * Reads a posted form into its DTO. Fields that the DTO does not know (the token, a button) are dropped.
 * @param alsoFaulty what an act would refuse of the content of fields that have the right form: so that a form that
 *   has faults of both kinds shows all of them at once. Fields of a wrong form are null in what it gets.
 * @throws Problem invalid-input
 */
export async function readForm<Dto extends object>(
  dto: new () => Dto,
  body: unknown,
  alsoFaulty: (input: Dto) => readonly FieldError[] = () => [],
): Promise<Dto> {
  const input = plainToInstance(dto, typeof body === 'object' && body !== null ? { ...body } : {});
  const found = await validate(input, { whitelist: true, stopAtFirstError: true });
  if (found.length === 0) return input;
  const errors = fieldErrors(found);
  for (const { field } of errors) withoutField(input, field);
  const more = alsoFaulty(input).filter(({ field }) => errors.every((error) => error.field !== field));
  throw new Problem('invalid-input', { errors: [...errors, ...more] });
}
