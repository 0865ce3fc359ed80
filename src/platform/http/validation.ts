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

/**
 * Reads a posted form into its DTO. Fields that the DTO does not know (the token, a button) are dropped.
 * @throws Problem invalid-input
 */
export async function readForm<Dto extends object>(dto: new () => Dto, body: unknown): Promise<Dto> {
  const input = plainToInstance(dto, typeof body === 'object' && body !== null ? { ...body } : {});
  const errors = await validate(input, { whitelist: true, stopAtFirstError: true });
  if (errors.length > 0) throw toProblem(errors);
  return input;
}
