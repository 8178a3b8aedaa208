package org.forthcoming.processes;

import java.util.Arrays;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;

/**
 * What whoever is given a task may do with it: besides the work on it, which application.yaml names, give it back or
 * hand it over, as the buttons of Tasklist do.
 */
class TaskGrants extends DefaultAuthorizationProvider {

    @Override
    protected Permission[] getRuntimePermissions(boolean variablesApart) {
        var permissions = super.getRuntimePermissions(variablesApart);
        var more = Arrays.copyOf(permissions, permissions.length + 1);
        more[permissions.length] = TaskPermissions.TASK_ASSIGN;
        return more;
    }
}
