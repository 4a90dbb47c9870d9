export { changeCommunityState, loadCommunity } from "./community";
export { type DoorPlace, orgHandlers, placeOfDoor } from "./handlers";
export { deskNow, type Desk, nextDesk, teamOf } from "./presence";
export { listCommunityStates } from "./repository";
export { lookAtNewDay, rulesOffAt, tellOfRulesOff } from "./rulesOff";
export { findDoor, findUnit, gridsInReach, type UnitPlace } from "./units";
export { type Place, placeOfDoorCode, placeOfPoint, placeOfUnit, triagePlace } from "./place";
export { type Route, route, stationOf } from "./routing";
export { calledOf, type Choice, firstPresent, isAway, isOfStreet, ladderOf, mayHave, type Moment, presentStandIn, secretariesOf, standInFor, standInsOf } from "./people";
