export { changeCommunityState, loadCommunity } from "./community";
export { listCommunityStates } from "./repository";
