export { changeCommunityState, loadCommunity } from "./community";
export { type DoorPlace, orgHandlers, placeOfDoor } from "./handlers";
export { deskNow, type Desk, isAway, nextDesk, type Presence, presentStandIn, teamOf, type TeamMember } from "./presence";
export { listCommunityStates } from "./repository";
export { findDoor, findUnit, gridsInReach, type UnitPlace } from "./units";
export { type Place, placeOfDoorCode, placeOfPoint, placeOfUnit, triagePlace } from "./place";
export { hasLeft, type Matter, type Route, route, rulesOfLeft } from "./routing";
export { type Choice, ladderOf, mayHave, standInsOf } from "./people";
