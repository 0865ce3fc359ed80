import { applyDecorators, Type } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ProblemCode, PROBLEMS } from '../problems/problem';

class FieldErrorView {
  @ApiProperty({ example: 'people[0].idNumber' }) field!: string;
  @ApiProperty({ description: 'In the reader’s language' }) message!: string;
}

class FindingView {
  @ApiProperty({ example: 'C07' }) rule!: string;
  @ApiProperty() message!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) facts!: object;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true }) fixAt!: object | null;
}

/** RFC 9457. */
export class ProblemView {
  @ApiProperty({ example: 'urn:tantu:problem:rule-broken' }) type!: string;
  @ApiProperty() title!: string;
  @ApiProperty() status!: number;
  @ApiProperty() detail!: string;
  @ApiProperty({ enum: Object.keys(PROBLEMS) }) code!: string;
  @ApiProperty() requestId!: string;
  @ApiProperty({ type: [FieldErrorView], required: false }) errors?: FieldErrorView[];
  @ApiProperty({ type: [FindingView], required: false }) findings?: FindingView[];
}

/** The problems that a route may answer with, gathered by status. The common ones are added to every route. */
export function Problems(...codes: ProblemCode[]): MethodDecorator {
  const all: ProblemCode[] = [
    'not-signed-in',
    'forbidden',
    'too-many-requests',
    'internal-error',
    'service-unavailable',
    ...codes,
  ];
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of all) byStatus.set(PROBLEMS[code], [...(byStatus.get(PROBLEMS[code]) ?? []), code]);
  return applyDecorators(
    ApiExtraModels(ProblemView),
    ...[...byStatus].map(([status, group]) =>
      ApiResponse({
        status,
        description: group.join(', '),
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemView) } } },
      }),
    ),
  );
}

/** The id of what an act made. */
export class MadeView {
  @ApiProperty({ format: 'uuid' }) id!: string;
}

/** A page of rows. */
export function pageView<Row extends object>(row: Type<Row>): Type<{ items: Row[]; next: string | null }> {
  class PageView {
    @ApiProperty({ type: [row] }) items!: Row[];
    @ApiProperty({ type: String, nullable: true, description: 'Pass as `after`; null on the last page' })
    next!: string | null;
  }
  Object.defineProperty(PageView, 'name', { value: `${row.name}Page` });
  return PageView;
}
