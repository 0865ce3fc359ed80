import { FieldError, Problem } from '../platform/problems/problem';
import { ContractorDto } from './contractors.dto';
import { parseCreditCode } from './credit-code';

/**
 * The contractor with the credit code as it is kept, each fault at its field.
 * @throws Problem invalid-input
 */
export function checkContractor(input: ContractorDto): ContractorDto {
  const errors: FieldError[] = [];
  const code = parseCreditCode(input.creditCode);
  if (!code.ok) errors.push({ field: 'creditCode', key: `contractors.creditCode.${code.reason}` });
  if (input.licenceValidFrom >= input.licenceValidUntil)
    errors.push({ field: 'licenceValidUntil', key: 'contractors.licence.periodReversed' });
  if (errors.length > 0 || !code.ok) throw new Problem('invalid-input', { errors });
  return { ...input, creditCode: code.value };
}
