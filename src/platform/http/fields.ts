import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiPropertyOptions } from '@nestjs/swagger';
import { Expose, Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsNumber, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min, MinLength,
  ValidateBy, ValidateNested, ValidationArguments,
} from 'class-validator'; // prettier-ignore
import { Facts } from '../problems/problem';
import { parseCalendarDate } from '../time/calendar-date';
import { parseYuan } from '../numbers/money';
import { parseDecimal } from '../numbers/decimal';

/**
 * The fields of a DTO. One decorator says what a field is to class-validator, class-transformer and OpenAPI at
 * once; a form's text and a JSON value end as the same value. Messages are text keys (`validation.*`) with
 * their parameters, put into words in the reader's language.
 */
interface Common {
  optional?: boolean;
  description?: string;
  example?: unknown;
}

/** A message that travels through class-validator as text: key and parameters. */
export function message(key: string, params: Facts = {}): (args: ValidationArguments) => string {
  return () => JSON.stringify({ key: `validation.${key}`, params });
}

const property = (options: Common, more: ApiPropertyOptions): PropertyDecorator => {
  const all = { description: options.description, example: options.example, ...more } as ApiPropertyOptions;
  return options.optional ? ApiPropertyOptional({ ...all, nullable: true }) : ApiProperty(all);
};

const blankIsNull = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? null : value;

const input = (options: Common, parse: (value: unknown) => unknown): PropertyDecorator =>
  applyDecorators(
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => {
      const value = obj[key];
      if (value === undefined) return undefined;
      if (options.optional && blankIsNull(value) === null) return null;
      return parse(value);
    }),
    ...(options.optional ? [IsOptional()] : []),
  );

/** PostgreSQL has no such character in a text. */
const NO_NUL = /^[^\0]*$/;

/** Text, trimmed and in Unicode NFC. `min` is 1 unless said otherwise. */
export function Text(
  options: Common & { min?: number; max: number; pattern?: RegExp; patternKey?: string },
): PropertyDecorator {
  const min = options.min ?? 1;
  return applyDecorators(
    input(options, (value) =>
      typeof value === 'string' ? value.normalize('NFC').trim().replace(/\r\n/g, '\n') : value,
    ),
    IsString({ message: message('text') }),
    Matches(NO_NUL, { message: message('text') }),
    ...(min > 0
      ? [MinLength(min, { message: min === 1 ? message('required') : message('tooShort', { min }) })]
      : []),
    MaxLength(options.max, { message: message('tooLong', { max: options.max }) }),
    ...(options.pattern
      ? [Matches(options.pattern, { message: message(options.patternKey ?? 'pattern') })]
      : []),
    property(options, { type: String, minLength: min, maxLength: options.max }),
  );
}

/** One of a closed list. */
export function Choice(values: readonly string[], options: Common = {}): PropertyDecorator {
  return applyDecorators(
    input(options, (value) => value),
    IsIn(values, { message: message('choice') }),
    property(options, { enum: [...values] }),
  );
}

/** Several of a closed list. A form's single checkbox counts as a list of one. */
export function Choices(
  values: readonly (string | number)[],
  options: Common & { min?: number } = {},
): PropertyDecorator {
  const isNumeric = typeof values[0] === 'number';
  return applyDecorators(
    Expose(), // also looked at when it was not sent at all
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => {
      const value = obj[key] ?? [];
      const list: unknown[] = Array.isArray(value) ? value : [value];
      return list
        .filter((entry) => entry !== '')
        .map((entry) => (isNumeric && typeof entry === 'string' ? Number(entry) : entry));
    }),
    IsArray({ message: message('choice') }),
    ArrayMinSize(options.min ?? 1, { message: message('chooseOne') }),
    IsIn(values, { each: true, message: message('choice') }),
    property(options, { type: isNumeric ? Number : String, isArray: true, enum: [...values] }),
  );
}

/** A calendar date; forms may write it 2026年5月7日, 2026/5/7 or with full-width digits. */
export function Day(options: Common = {}): PropertyDecorator {
  const parsed = (value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    const result = parseCalendarDate(value);
    return result.ok ? result.value : value;
  };
  return applyDecorators(
    input(options, parsed),
    ValidateBy(
      {
        name: 'day',
        validator: { validate: (value: unknown) => typeof value === 'string' && parseCalendarDate(value).ok },
      },
      { message: message('date') },
    ),
    property(options, { type: String, format: 'date' }),
  );
}

/** A whole number; forms may write full-width digits. */
export function Whole(options: Common & { min: number; max: number }): PropertyDecorator {
  return applyDecorators(
    input(options, numberOf(0)),
    IsInt({ message: message('whole', { min: options.min, max: options.max }) }),
    Min(options.min, { message: message('range', { min: options.min, max: options.max }) }),
    Max(options.max, { message: message('range', { min: options.min, max: options.max }) }),
    property(options, { type: 'integer', minimum: options.min, maximum: options.max }),
  );
}

/** A number with up to `places` decimals. */
export function Decimal(options: Common & { min: number; max: number; places: number }): PropertyDecorator {
  const params = { min: options.min, max: options.max, places: options.places };
  return applyDecorators(
    input(options, numberOf(options.places)),
    IsNumber({ maxDecimalPlaces: options.places }, { message: message('decimal', params) }),
    Min(options.min, { message: message('range', params) }),
    Max(options.max, { message: message('range', params) }),
    property(options, { type: Number, minimum: options.min, maximum: options.max }),
  );
}

const numberOf =
  (places: number) =>
  (value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    const result = parseDecimal(value, { decimals: places });
    return result.ok ? result.value : Number.NaN;
  };

/** Money in fen. A number is fen; a text, as forms send it, is an amount in yuan such as "3,500.00". */
export function Fen(options: Common & { min: number; max: number }): PropertyDecorator {
  const params = { min: options.min / 100, max: options.max / 100 };
  return applyDecorators(
    input(options, (value) => {
      if (typeof value !== 'string') return value;
      const result = parseYuan(value);
      return result.ok ? result.value : Number.NaN;
    }),
    IsInt({ message: message('money', params) }),
    Min(options.min, { message: message('moneyRange', params) }),
    Max(options.max, { message: message('moneyRange', params) }),
    property(options, { type: 'integer', minimum: options.min, maximum: options.max }),
  );
}

/** Yes or no. An unticked checkbox is not sent at all, which is no. */
export function Flag(options: Common = {}): PropertyDecorator {
  return applyDecorators(
    Expose(), // also looked at when it was not sent at all
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => {
      const value = obj[key];
      if (value === undefined || value === '' || value === 'no' || value === 'false')
        return options.optional && value !== 'no' && value !== 'false' ? null : false;
      return value === 'on' || value === 'yes' || value === 'true' ? true : value;
    }),
    ...(options.optional ? [IsOptional()] : []),
    IsBoolean({ message: message('yesNo') }),
    ApiPropertyOptional({
      type: Boolean,
      description: options.description,
      default: options.optional ? undefined : false,
    }),
  );
}

/** The id of a record. */
export function Id(options: Common = {}): PropertyDecorator {
  return applyDecorators(
    input(options, (value) => value),
    IsUUID('all', { message: message('choice') }),
    property(options, { type: String, format: 'uuid' }),
  );
}

/** Ids of several records; a form with one box ticked sends one text. */
export function Ids(options: Common & { min: number; max: number }): PropertyDecorator {
  return applyDecorators(
    Expose(), // also looked at when it was not sent at all
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => {
      const value = obj[key] ?? [];
      return (Array.isArray(value) ? value : [value]) as unknown[];
    }),
    IsArray({ message: message('list') }),
    ArrayMinSize(options.min, { message: message('chooseOne') }),
    ArrayMaxSize(options.max, { message: message('listTooLong', { max: options.max }) }),
    IsUUID('all', { each: true, message: message('choice') }),
    property(options, { type: String, format: 'uuid', isArray: true }),
  );
}

/** A list of records inside the DTO. Forms send them as items[0][quantity]. */
export function Items(
  type: () => new () => object,
  options: Common & { min?: number; max: number },
): PropertyDecorator {
  return applyDecorators(
    Expose(), // also looked at when it was not sent at all
    Transform(({ value }: { value: unknown }) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.values(value)
        : (value ?? []),
    ),
    Type(type),
    IsArray({ message: message('list') }),
    ArrayMinSize(options.min ?? 0, { message: message('listTooShort', { min: options.min ?? 0 }) }),
    ArrayMaxSize(options.max, { message: message('listTooLong', { max: options.max }) }),
    ValidateNested({ each: true }),
    // An arrow of that very name: so Swagger tells a type that is read later from a class.
    property(options, { type: () => type(), isArray: true }),
  );
}

/** Free texts, one a line in a form, a list in JSON. */
export function Lines(options: Common & { min: number; max: number; length: number }): PropertyDecorator {
  return applyDecorators(
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => {
      const value = obj[key];
      const lines = typeof value === 'string' ? value.split(/[\n,，、;；]/) : value;
      return Array.isArray(lines)
        ? lines
            .map((line: unknown) => (typeof line === 'string' ? line.normalize('NFC').trim() : line))
            .filter((line) => line !== '')
        : lines;
    }),
    IsArray({ message: message('list') }),
    ArrayMinSize(options.min, { message: message('listTooShort', { min: options.min }) }),
    ArrayMaxSize(options.max, { message: message('listTooLong', { max: options.max }) }),
    IsString({ each: true, message: message('text') }),
    Matches(NO_NUL, { each: true, message: message('text') }),
    MaxLength(options.length, { each: true, message: message('tooLong', { max: options.length }) }),
    property(options, { type: String, isArray: true }),
  );
}

/**
 * A drawn signature: strokes of [x, y, tMs, pressure?], in pixels of the pad and milliseconds since the first point,
 * pressure from 0 to 1; a form sends them as JSON.
 */
export type Strokes = [number, number, number, number?][][];

/** A name takes some hundred points; more than this is no signature. In all at most 200 kB. */
const MOST_POINTS = 6_000;
const WIDEST_PAD = 10_000;
const LONGEST_MS = 600_000;

const within = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most;

const isPoint = (point: unknown): boolean =>
  Array.isArray(point) &&
  (point.length === 3 || (point.length === 4 && within(point[3], 0, 1))) &&
  within(point[0], -WIDEST_PAD, WIDEST_PAD) &&
  within(point[1], -WIDEST_PAD, WIDEST_PAD) &&
  within(point[2], 0, LONGEST_MS);

/** Time runs on from point to point: what runs backwards was not drawn. */
const isStrokes = (value: unknown): boolean => {
  if (!Array.isArray(value) || !value.every((stroke) => Array.isArray(stroke) && stroke.length > 0))
    return false;
  const points = (value as Strokes).flat();
  if (points.length < 8 || points.length > MOST_POINTS || !points.every(isPoint)) return false;
  return points.every(([, , time], index) => index === 0 || time >= points[index - 1]![2]);
};

/** A drawn signature; a dot or an empty pad is not one. */
export function Drawn(options: Common = {}): PropertyDecorator {
  return applyDecorators(
    input(options, (value) => {
      if (typeof value !== 'string') return value;
      try {
        return JSON.parse(value) as unknown;
      } catch {
        return value;
      }
    }),
    ValidateBy({ name: 'strokes', validator: { validate: isStrokes } }, { message: message('signature') }),
    property(options, {
      type: 'array',
      items: { type: 'array', items: { type: 'array', items: { type: 'number' } } },
    }),
  );
}
