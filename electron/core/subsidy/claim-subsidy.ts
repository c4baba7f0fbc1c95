import type { Answer } from '../../../shared/contract/answer.ts';
import type { SubsidyInput } from '../../../shared/contract/subsidy-claims.ts';
import { goodsUnmet, type SubsidyEvidence } from '../../../shared/domain/tender/eligibility.ts';
import { readIdentityNumber } from '../../../shared/domain/tender/identity-number.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { changeCart } from '../checkout/edit-cart.ts';
import { loadCart } from '../checkout/load-cart.ts';
import type { Actor, Till } from '../till.ts';
import { eanOf, skuOfCode } from './barcode-table.ts';
import { type CartSubsidy, cartSubsidies, today, unitRefusal } from './cart-subsidies.ts';
import { dropDraft, putDraft } from './draft-table.ts';
import { holderHash, sealHolder } from './holder.ts';
import { storePolicy } from './policies.ts';

/**
 * Asks for the subsidy of one unit of the active cart for a person. The ladder of the counter, in its order: a policy
 * holds here and today (`subsidy_no_policy`), it covers the goods and their grade (`subsidy_not_eligible`), the unit's
 * serial number and EAN are there (`subsidy_serial_missing`, `subsidy_barcode_missing`, `subsidy_barcode_other`), its
 * final price is not above the filed one (`subsidy_filed_missing`, `subsidy_above_filed`), the person is named by a good
 * identity number (`subsidy_name_missing`, `subsidy_identity_invalid`), is entitled (`subsidy_not_entitled`) and has
 * units left (`subsidy_person_used`), the serial number had no subsidy before (`subsidy_serial_used`), and the goods stay
 * in the region (`subsidy_address_outside`). Practice takes none (`cart_is_practice`).
 */
export function claimSubsidy(till: Till, by: Actor, input: SubsidyInput): Answer<null> {
  return changeCart(till, (cart) => {
    if (!cart) return refuse('cart_empty');
    if (cart.isTraining) return refuse('cart_is_practice');
    const loaded = loadCart(till, cart);
    if (!loaded.rows.some(({ lineId }) => lineId === input.lineId)) return refuse('line_not_found');
    if (storePolicy(till.db, today(till)) === null) return refuse('subsidy_no_policy');
    const { units } = cartSubsidies(till, loaded);
    const unit = units.find((one) => one.row.lineId === input.lineId && one.unit === input.unit);
    if (!unit) return refuse('subsidy_not_eligible');
    const evidence = evidenceOf(till, unit, input);
    const wanting = goodsRefusal(till, unit, evidence);
    if (wanting) return wanting;
    const name = input.name.trim();
    if (name === '') return refuse('subsidy_name_missing');
    const identityNumber = readIdentityNumber(input.identityNumber);
    if (identityNumber === null) return refuse('subsidy_identity_invalid');
    const holderHmac = holderHash(till, identityNumber);
    const claimedHere = units.filter((one) => one.draft !== null && one !== unit);
    const code = unitRefusal(till, { ...unit, evidence, holderHmac, claimedHere });
    if (code) return refuse(code, said(unit, evidence));
    putDraft(till.db, {
      draftId: till.random.uuid(),
      ...{ cartId: cart.cartId, lineId: input.lineId, unit: input.unit, holderHmac },
      holderEnc: sealHolder(till, { name, identityNumber }),
      ...{ ...evidence, at: till.clock.now(), by: by.staffId },
    });
    return ok(null);
  });
}

/** What is known of a unit: the catalogue's EAN goes before what was typed. */
function evidenceOf(till: Till, { row }: CartSubsidy, input: SubsidyInput): SubsidyEvidence {
  const typed = input.ean.normalize('NFKC').replace(/\s/g, '');
  const { filedFen, isEntitled, isAddressInRegion } = input;
  return { ean: eanOf(till.db, row.sku) ?? typed, filedFen, isEntitled, isAddressInRegion };
}

function goodsRefusal(till: Till, unit: CartSubsidy, evidence: SubsidyEvidence) {
  const { policy, serialNumber, baseFen: finalFen, row } = unit;
  const unmet = goodsUnmet(policy, { ...evidence, serialNumber, finalFen });
  if (unmet) return refuse(unmet, said(unit, evidence));
  const owner = skuOfCode(till.db, evidence.ean);
  const isOther = owner !== null && owner !== row.sku;
  return isOther ? refuse('subsidy_barcode_other', said(unit, evidence)) : null;
}

/** What the sentences of refusals name. */
function said({ serialNumber, category, row }: CartSubsidy, evidence: SubsidyEvidence) {
  const { ean, filedFen } = evidence;
  return {
    ...{ serialNumber: serialNumber ?? '', category: category.name, name: row.item.name, ean },
    filedFen: filedFen ?? 0,
  };
}

/** Takes the subsidy of a unit off the cart again, with what was entered for it. Refuses `subsidy_not_found`. */
export function dropSubsidy(
  till: Till,
  place: { readonly lineId: string; readonly unit: number },
): Answer<null> {
  return changeCart(till, (cart) => {
    if (!cart) return refuse('cart_empty');
    return dropDraft(till.db, { cartId: cart.cartId, ...place })
      ? ok(null)
      : refuse('subsidy_not_found');
  });
}
