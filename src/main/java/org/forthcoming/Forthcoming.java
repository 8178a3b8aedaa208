package org.forthcoming;

import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the engine that runs a shop's pre-orders and backorders. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Forthcoming {

    public static void main(String[] arguments) {
        // Instants are stored and logged in UTC; days belong to the shop's zone, which ShopCalendar knows.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        SpringApplication.run(Forthcoming.class, arguments);
    }
}
