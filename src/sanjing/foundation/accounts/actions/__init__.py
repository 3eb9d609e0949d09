"""What can be done to accounts: one verb a file. Every verb names its actor and its moment."""

from sanjing.foundation.accounts.actions.change_password import change_password
from sanjing.foundation.accounts.actions.change_profile import change_profile
from sanjing.foundation.accounts.actions.change_role import change_role
from sanjing.foundation.accounts.actions.change_user import change_user
from sanjing.foundation.accounts.actions.claim_installation import claim_installation
from sanjing.foundation.accounts.actions.confirm_second_factor import confirm_second_factor
from sanjing.foundation.accounts.actions.create_role import create_role
from sanjing.foundation.accounts.actions.create_team import create_team
from sanjing.foundation.accounts.actions.create_user import create_user
from sanjing.foundation.accounts.actions.deactivate_user import deactivate_user
from sanjing.foundation.accounts.actions.forget_expired import forget_expired
from sanjing.foundation.accounts.actions.issue_token import issue_token
from sanjing.foundation.accounts.actions.move_team import move_team
from sanjing.foundation.accounts.actions.name_company import name_company
from sanjing.foundation.accounts.actions.reactivate_user import reactivate_user
from sanjing.foundation.accounts.actions.remove_second_factor import remove_second_factor
from sanjing.foundation.accounts.actions.rename_team import rename_team
from sanjing.foundation.accounts.actions.reset_password import reset_password
from sanjing.foundation.accounts.actions.revoke_session import revoke_session
from sanjing.foundation.accounts.actions.revoke_token import revoke_token
from sanjing.foundation.accounts.actions.start_second_factor import start_second_factor
from sanjing.foundation.accounts.actions.use_second_factor import use_second_factor

__all__ = [
    "change_password",
    "change_profile",
    "change_role",
    "change_user",
    "claim_installation",
    "confirm_second_factor",
    "create_role",
    "create_team",
    "create_user",
    "deactivate_user",
    "forget_expired",
    "issue_token",
    "move_team",
    "name_company",
    "reactivate_user",
    "remove_second_factor",
    "rename_team",
    "reset_password",
    "revoke_session",
    "revoke_token",
    "start_second_factor",
    "use_second_factor",
]
