import { ApiProperty } from '@nestjs/swagger';
import { lineTotalFen } from '../platform/numbers/money';
import { StoredPlan } from './plan.repository';

class PlanLineView {
  @ApiProperty({ format: 'uuid' }) itemId!: string;
  @ApiProperty() catalogueCode!: string;
  @ApiProperty({ format: 'uuid' }) roomId!: string;
  @ApiProperty() roomName!: string;
  @ApiProperty() quantity!: number;
  @ApiProperty() unit!: string;
  @ApiProperty({ description: 'Fen' }) unitPriceFen!: number;
  @ApiProperty({ description: 'Fen' }) totalFen!: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    description: 'Planned values by requirement, in its unit',
  })
  dimensions!: Record<string, number>;
  @ApiProperty() note!: string;
}

export class PlanView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: '1 is the plan, each further one a variation' }) revision!: number;
  @ApiProperty() reason!: string;
  @ApiProperty({ description: 'Fen' }) totalFen!: number;
  @ApiProperty({ type: String, format: 'date', nullable: true }) agreedOn!: string | null;
  @ApiProperty({ type: String, nullable: true }) agreedByName!: string | null;
  @ApiProperty() isWithdrawn!: boolean;
  @ApiProperty({ type: [PlanLineView] }) lines!: PlanLineView[];
}

export function presentPlan(plan: StoredPlan): PlanView {
  const { id, revision, reason, totalFen, agreedOn, agreedByName, withdrawnAt } = plan;
  return {
    id, revision, reason, totalFen, agreedOn, agreedByName,
    isWithdrawn: withdrawnAt !== null,
    lines: plan.lines.map(({ itemId, catalogueCode, roomId, roomName, quantity, unitPriceFen, dimensions, note, item }) => ({
      itemId, catalogueCode, roomId, roomName, quantity, unit: item.unit, unitPriceFen, totalFen: lineTotalFen(quantity, unitPriceFen), dimensions, note,
    })),
  }; // prettier-ignore
}
