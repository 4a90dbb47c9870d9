import type { CallInput } from "../../../contracts/calls";
import { Failure } from "../../../contracts/kernel/failure";
import type { Organisation } from "../../../contracts/org/organisation";
import { homeUnitOf, type PersonDocument } from "../../platform/actor";
import { findDoor, findUnit, type Place, placeOfDoorCode, placeOfPoint, placeOfUnit, triagePlace } from "../org";
import type { RequestDocument } from "./document";

/** Where a matter is, from what the resident gave. Pure. */
export interface FoundPlace extends Pick<RequestDocument, "placeText" | "unitCode" | "point"> {
  place: Place;
  /** `home` beside the ways that routing knows. */
  how: string;
  room?: string;
}
type GivenPlace = CallInput<"requests.submit">["place"];

const refuse = (code: "placeUnknown" | "doorCodeUnknown"): never => {
  throw new Failure(code);
};

/** @throws Failure placeUnknown, doorCodeUnknown */
export function findPlace(organisation: Organisation, given: GivenPlace, person: Pick<PersonDocument, "household"> | undefined): FoundPlace {
  switch (given.kind) {
    case "home": {
      const home = homeUnitOf(person) ?? refuse("placeUnknown");
      return { ...ofUnit(organisation, home.unitCode), how: "home", room: home.room };
    }
    case "unit":
      return { ...ofUnit(organisation, given.unitCode), how: "list", ...(given.room && { room: given.room }) };
    case "door": {
      const place = placeOfDoorCode(organisation, given.doorCode) ?? refuse("doorCodeUnknown");
      const unit = findDoor(organisation, given.doorCode)!;
      return { place, how: "door", placeText: unit.text, unitCode: unit.unit.code, ...(given.room && { room: given.room }) };
    }
    case "point": {
      const place = placeOfPoint(organisation, given.point);
      return { place, how: place.how, placeText: given.words || "地图上指的位置", point: given.point };
    }
    case "words":
      return { place: triagePlace("地点还没对上网格，先由社区统一分派，不会没人管。"), how: "triage", placeText: given.words };
  }
}

function ofUnit(organisation: Organisation, unitCode: string): Pick<FoundPlace, "place" | "placeText" | "unitCode"> {
  const place = placeOfUnit(organisation, unitCode) ?? refuse("placeUnknown");
  return { place, placeText: findUnit(organisation, unitCode)!.text, unitCode };
}
